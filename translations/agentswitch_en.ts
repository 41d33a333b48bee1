<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>InsuranceText</name>
    <message numerus="yes">
        <source>%1 deletes a conversation %n day(s) after its last change unless told otherwise.</source>
        <translation>
            <numerusform>%1 deletes a conversation %n day after its last change unless told otherwise.</numerusform>
            <numerusform>%1 deletes a conversation %n days after its last change unless told otherwise.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 deletes a conversation %n day(s) after its last change, as %2 says.</source>
        <translation>
            <numerusform>%1 deletes a conversation %n day after its last change, as %2 says.</numerusform>
            <numerusform>%1 deletes a conversation %n days after its last change, as %2 says.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Claude Code deletes %Ln conversation(s) within 3 days. Keep copies of all conversations here?</source>
        <translation>
            <numerusform>Claude Code deletes %Ln conversation within 3 days. Keep copies of all conversations here?</numerusform>
            <numerusform>Claude Code deletes %Ln conversations within 3 days. Keep copies of all conversations here?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Terminal</name>
    <message numerus="yes">
        <source>Paste %n line(s)?</source>
        <translation>
            <numerusform>Paste %n line?</numerusform>
            <numerusform>Paste %n lines?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ax::desktop::MainWindow</name>
    <message numerus="yes">
        <source>The agent wants to put %n character(s) on the clipboard.</source>
        <translation>
            <numerusform>The agent wants to put %n character on the clipboard.</numerusform>
            <numerusform>The agent wants to put %n characters on the clipboard.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) run in this window. Closing it ends them; each can be resumed later.</source>
        <translation>
            <numerusform>%n session runs in this window. Closing it ends it; it can be resumed later.</numerusform>
            <numerusform>%n sessions run in this window. Closing it ends them; each can be resumed later.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Send to %n session(s)…</source>
        <translation>
            <numerusform>&amp;Send to %n session…</numerusform>
            <numerusform>&amp;Send to %n sessions…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ax::desktop::NeedsYouButton</name>
    <message numerus="yes">
        <source>%n need(s) you</source>
        <translation>
            <numerusform>%n needs you</numerusform>
            <numerusform>%n need you</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ax::desktop::StatusLine</name>
    <message numerus="yes">
        <source>%Ln session(s)</source>
        <translation>
            <numerusform>%Ln session</numerusform>
            <numerusform>%Ln sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (and %n more)</source>
        <translation>
            <numerusform>%1 (and %n more)</numerusform>
            <numerusform>%1 (and %n more)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ax::widgets::BroadcastDialog</name>
    <message numerus="yes">
        <source>Send to %n session(s)</source>
        <translation>
            <numerusform>Send to %n session</numerusform>
            <numerusform>Send to %n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) cannot be reached.</source>
        <translation>
            <numerusform>%n session cannot be reached.</numerusform>
            <numerusform>%n sessions cannot be reached.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ax::widgets::CostsPage</name>
    <message numerus="yes">
        <source>Last %n day(s)</source>
        <translation>
            <numerusform>Last %n day</numerusform>
            <numerusform>Last %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln session(s)</source>
        <translation>
            <numerusform>%Ln session</numerusform>
            <numerusform>%Ln sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ax::widgets::DetailsPage</name>
    <message numerus="yes">
        <source>%n record(s) of a kind that this version does not know; kept and counted</source>
        <translation>
            <numerusform>%n record of a kind that this version does not know; kept and counted</numerusform>
            <numerusform>%n records of a kind that this version does not know; kept and counted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) could not be read; the rest is shown</source>
        <translation>
            <numerusform>%n record could not be read; the rest is shown</numerusform>
            <numerusform>%n records could not be read; the rest is shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ax::widgets::InsuranceDialog</name>
    <message numerus="yes">
        <source>%n conversation(s), %1</source>
        <translation>
            <numerusform>%n conversation, %1</numerusform>
            <numerusform>%n conversations, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n conversation(s) will be deleted within 3 days:</source>
        <translation>
            <numerusform>%n conversation will be deleted within 3 days:</numerusform>
            <numerusform>%n conversations will be deleted within 3 days:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ax::widgets::NavigatorModel</name>
    <message numerus="yes">
        <source>%1, %n session(s)</source>
        <translation>
            <numerusform>%1, %n session</numerusform>
            <numerusform>%1, %n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ax::widgets::SearchResultsModel</name>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n hit</numerusform>
            <numerusform>%n hits</numerusform>
        </translation>
    </message>
</context>
</TS>
