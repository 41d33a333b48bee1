// SPDX-License-Identifier: MIT
#include "core/base/json_text.h"
#include "core/state/session_meta.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <array>
#include <utility>

namespace ax {

namespace {

constexpr std::uint64_t LargestMeta = 4 << 20;

using TextMember = std::pair<const char*, std::optional<std::string> SessionMetaChange::*>;
constexpr std::array TextMembers = {
    TextMember{"name", &SessionMetaChange::name},
    TextMember{"task", &SessionMetaChange::task},
    TextMember{"group", &SessionMetaChange::run},
    TextMember{"parent", &SessionMetaChange::parent},
    TextMember{"origin", &SessionMetaChange::origin},
    TextMember{"mode", &SessionMetaChange::mode},
    TextMember{"effort", &SessionMetaChange::effort},
    TextMember{"harness", &SessionMetaChange::harness},
    TextMember{"dir", &SessionMetaChange::directory},
    TextMember{"outcome", &SessionMetaChange::outcome},
    TextMember{"fail_reason", &SessionMetaChange::failReason},
    TextMember{"result", &SessionMetaChange::result},
};

/// What is no UTF-8 becomes U+FFFD: the file could not be read again otherwise.
std::string asUtf8(std::string_view text) {
    std::string valid;
    while (!text.empty()) {
        const std::size_t length = utf8SequenceLength(text);
        valid += length == 0 ? "\uFFFD" : text.substr(0, length);
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return valid;
}

/// One JSON object, changed member by member; the others keep their places.
class Object {
public:
    /// False when `json` is none.
    bool read(std::string_view json) {
        m_document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(json.data(),
                                                                                                 json.size());
        return !m_document.HasParseError() && m_document.IsObject();
    }
    void begin() { m_document.SetObject(); }
    void set(const char* key, std::string_view text) {
        if (text.empty())
            remove(key);
        else
            put(key, valueOf(text));
    }
    void set(const char* key, int number) { put(key, rapidjson::Value(number)); }
    void set(const char* key, const std::vector<std::string>& texts) {
        if (texts.empty())
            return remove(key);
        rapidjson::Value array(rapidjson::kArrayType);
        for (const std::string& text : texts)
            array.PushBack(valueOf(text), m_document.GetAllocator());
        put(key, std::move(array));
    }
    std::string text() const {
        rapidjson::StringBuffer buffer;
        rapidjson::Writer writer(buffer);
        m_document.Accept(writer);
        return {buffer.GetString(), buffer.GetSize()};
    }

private:
    rapidjson::Value valueOf(std::string_view text) {
        const std::string valid = asUtf8(text);
        return {valid.data(), static_cast<rapidjson::SizeType>(valid.size()), m_document.GetAllocator()};
    }
    void remove(const char* key) {
        const auto member = m_document.FindMember(key);
        if (member != m_document.MemberEnd())
            m_document.EraseMember(member); // RemoveMember() would put the last one into its place
    }
    void put(const char* key, rapidjson::Value value) {
        const auto member = m_document.FindMember(key);
        if (member != m_document.MemberEnd())
            member->value = std::move(value);
        else
            m_document.AddMember(rapidjson::Value(key, m_document.GetAllocator()), std::move(value),
                                 m_document.GetAllocator());
    }

    rapidjson::Document m_document;
};

} // namespace

Result<void> updateSessionMeta(const FileSystem& files, const Paths& paths, std::string_view sessionId,
                               const SessionMetaChange& change, Timestamp now) {
    if (!isSidecarName(sessionId))
        return std::unexpected(Error{ErrorCode::Invalid, "not a session id: " + std::string(sessionId)});
    const std::string path = joinPath(metaFolder(paths), std::string(sessionId) + ".json");
    const auto before = readWholeFile(files, path, LargestMeta);
    if (!before && before.error().code != ErrorCode::NotFound)
        return std::unexpected(before.error());
    Object object;
    object.begin();
    if (before && !object.read(*before))
        return std::unexpected(
            Error{ErrorCode::Invalid, path + " is damaged; repair or delete it, then try again"});
    for (const auto& [key, member] : TextMembers) {
        if (const auto& text = change.*member)
            object.set(key, std::string_view(*text));
    }
    if (change.exitCode)
        object.set("exit", *change.exitCode);
    if (change.labels)
        object.set("labels", *change.labels);
    object.set("updated", std::string_view(formatTimestamp(now)));
    if (auto made = files.makeDirectories(metaFolder(paths)); !made)
        return made;
    return files.writeAtomically(path, object.text()); // what people said of it outlives a power cut
}

} // namespace ax
