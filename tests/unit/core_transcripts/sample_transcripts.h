// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace ax::test {

/// Small transcripts in the shapes that the agents write (ax-compat §3, harnesses §3), to be cut and damaged.

constexpr std::string_view CodexSession =
    R"({"timestamp":"2026-11-21T03:12:18.000Z","ordinal":0,"type":"session_meta","payload":{"id":"01a1fc17-292e-7dd0-8d0c-2f306018385a","timestamp":"2026-11-21T03:12:18.000Z","cwd":"/home/ann/src","originator":"codex_exec","cli_version":"0.169.0","source":"exec","base_instructions":{"text":"You are {\"odd\": ["}}}
{"timestamp":"2026-11-21T03:12:18.100Z","type":"event_msg","payload":{"type":"task_started","turn_id":"01a1fc17-2930-7dd0-8d0c-2f306018385a","model_context_window":258400}}
{"timestamp":"2026-11-21T03:12:18.200Z","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"<environment_context>\n  <cwd>/home/ann/src</cwd>"}]}}
{"timestamp":"2026-11-21T03:12:18.300Z","type":"turn_context","payload":{"turn_id":"01a1fc17-2930-7dd0-8d0c-2f306018385a","cwd":"/home/ann/src","model":"gpt-6-astra"}}
{"timestamp":"2026-11-21T03:12:18.400Z","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"Explain \"add\""}]}}
{"timestamp":"2026-11-21T03:12:18.500Z","type":"event_msg","payload":{"type":"item_completed","thread_id":"01a1fc17-292e-7dd0-8d0c-2f306018385a","item":{"type":"UserMessage","id":"u1","content":[{"type":"text","text":"Explain \"add\""}]}}}
{"timestamp":"2026-11-21T03:12:20.000Z","type":"event_msg","payload":{"type":"item_completed","item":{"type":"AgentMessage","id":"a1","content":[{"type":"Text","text":"It adds."}]}}}
{"timestamp":"2026-11-21T03:12:20.100Z","type":"response_item","payload":{"type":"message","role":"assistant","id":"a1","content":[{"type":"output_text","text":"It adds."}]}}
{"timestamp":"2026-11-21T03:12:20.150Z","type":"response_item","payload":{"type":"function_call_output","call_id":"c1","output":"tool said\n"}}
{"timestamp":"2026-11-21T03:12:20.200Z","type":"token_usage_record","payload":{"thread_id":"01a1fc17-292e-7dd0-8d0c-2f306018385a","response_id":"resp_1","usage":{"input_tokens":1000,"cached_input_tokens":500,"cache_write_input_tokens":100,"output_tokens":32,"reasoning_output_tokens":7,"total_tokens":1032}}}
{"timestamp":"2026-11-21T03:12:20.300Z","type":"event_msg","payload":{"type":"token_count","info":{"total_token_usage":{"input_tokens":1000,"cached_input_tokens":500,"output_tokens":32},"last_token_usage":{"input_tokens":1000,"cached_input_tokens":500,"output_tokens":32},"model_context_window":258400},"rate_limits":null}}
)";

constexpr std::string_view PiSession =
    R"({"type":"session","version":3,"id":"fork","timestamp":"2026-11-21T03:21:11.591Z","cwd":"/home/ann/p1","parentSession":"/home/ann/.pi/agent/sessions/--home-ann-p1--/2026-11-21T03-21-10-016Z_first.jsonl"}
{"type":"model_change","id":"eb3ca95f","parentId":null,"timestamp":"2026-11-21T03:21:10.056Z","provider":"p","modelId":"large"}
{"type":"message","id":"ff8f5ea6","parentId":"eb3ca95f","timestamp":"2026-11-21T03:21:10.066Z","message":{"role":"user","content":[{"type":"text","text":"Explain add."}],"timestamp":1795231270064}}
{"type":"message","id":"3b644087","parentId":"ff8f5ea6","timestamp":"2026-11-21T03:21:10.220Z","message":{"role":"assistant","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"It adds."}],"model":"large","usage":{"input":500,"output":32,"cacheRead":500,"cacheWrite":0,"totalTokens":1032,"cost":{"input":0.1,"total":0.25}},"stopReason":"stop"}}
{"type":"message","id":"0ae2791b","parentId":"3b644087","timestamp":"2026-11-21T03:21:11.651Z","message":{"role":"user","content":"Forked prompt."}}
{"type":"message","id":"aa000001","parentId":"0ae2791b","timestamp":"2026-11-21T03:21:11.660Z","message":{"role":"assistant","content":[],"model":"large","usage":{"input":0,"output":0,"cacheRead":0,"cacheWrite":0,"cost":{"total":0}},"stopReason":"error"}}
{"type":"message","id":"9bda5fa4","parentId":"0ae2791b","timestamp":"2026-11-21T03:21:11.686Z","message":{"role":"assistant","content":[{"type":"text","text":"Forked answer."},{"type":"toolCall","id":"c","name":"bash","arguments":{"command":"ls"}}],"model":"larger","usage":{"input":10,"output":4,"cacheRead":900,"cacheWrite":20,"cost":{"total":0.5}},"stopReason":"toolUse"}}
{"type":"message","id":"6a01999d","parentId":"9bda5fa4","timestamp":"2026-11-21T03:21:11.900Z","message":{"role":"toolResult","toolCallId":"c","content":[{"type":"text","text":"a.txt\n"}],"isError":false}}
{"type":"session_info","id":"381b35d6","parentId":"6a01999d","timestamp":"2026-11-21T03:21:12.000Z","name":"Named"}
)";

constexpr std::string_view GeminiSession =
    R"({"sessionId":"5f0e-1","projectHash":"abc","startTime":"2026-11-21T03:00:00.000Z","lastUpdated":"2026-11-21T03:00:00.000Z","kind":"main"}
{"id":"m1","timestamp":"2026-11-21T03:00:01.000Z","type":"user","content":[{"text":"Explain add."}]}
{"id":"m2","timestamp":"2026-11-21T03:00:02.000Z","type":"gemini","content":"It","model":"gemini-4-pro"}
{"id":"m2","timestamp":"2026-11-21T03:00:02.000Z","type":"gemini","content":"It adds.","model":"gemini-4-pro","thoughts":[],"tokens":{"input":1000,"output":30,"cached":400,"thoughts":5,"tool":2,"total":1037},"toolCalls":[{"id":"t","name":"ls","result":[{"functionResponse":{"id":"t","name":"ls","response":{"output":"a.txt"}}}]}]}
{"id":"m3","timestamp":"2026-11-21T03:00:03.000Z","type":"info","content":"Update available"}
{"$set":{"lastUpdated":"2026-11-21T03:00:04.000Z","summary":"Adding","messages":[{"id":"m1","timestamp":"2026-11-21T03:00:01.000Z","type":"user","content":"Explain add."},{"id":"m2","timestamp":"2026-11-21T03:00:02.000Z","type":"gemini","content":"It adds.","tokens":{"input":1000,"output":30,"cached":400,"thoughts":5,"tool":2,"total":1037}}]}}
{"id":"m4","timestamp":"2026-11-21T03:00:05.000Z","type":"user","content":"More."}
)";

} // namespace ax::test
