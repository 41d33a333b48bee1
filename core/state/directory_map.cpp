// SPDX-License-Identifier: MIT
#include "core/state/directory_map.h"

#include "core/base/json_text.h"

#include <rapidjson/document.h>
#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>

namespace ax {

namespace {

constexpr std::uint64_t LargestFile = 4 * 1024 * 1024;

std::string mapFile(const Paths& paths) {
    return joinPath(paths.stateDirectory, "dirmap.json");
}

std::string withoutTrailingSlash(const std::string& path) {
    return path.size() > 1 && path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
}

/// Numbers as Go prints them: an entry of somebody else's must not change its looks under our hands.
class Writer : public rapidjson::PrettyWriter<rapidjson::StringBuffer> {
public:
    using PrettyWriter::PrettyWriter;
    bool Double(double value) {
        const std::string text = goNumber(value);
        return RawValue(text.data(), text.size(), rapidjson::kNumberType);
    }
};

/// A missing file is an empty map.
Result<rapidjson::Document> readMap(const FileSystem& files, const Paths& paths) {
    const std::string file = mapFile(paths);
    const auto text = readWholeFile(files, file, LargestFile);
    if (!text && text.error().code != ErrorCode::NotFound)
        return std::unexpected(text.error());
    rapidjson::Document document(rapidjson::kObjectType);
    if (!text)
        return document;
    // Iterative: nesting of hostile depth would use up the stack. Validated: broken UTF-8 is damage too.
    document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseFullPrecisionFlag |
                   rapidjson::kParseValidateEncodingFlag>(text->data(), text->size());
    if (document.HasParseError() || !document.IsObject())
        return std::unexpected(
            Error{ErrorCode::Invalid, file + " is damaged; repair it, or remove it to begin anew"});
    return document;
}

std::string print(const rapidjson::Document& document) {
    rapidjson::StringBuffer buffer;
    Writer writer(buffer);
    writer.SetIndent(' ', 2);
    document.Accept(writer);
    return withGoEscapes({buffer.GetString(), buffer.GetSize()});
}

} // namespace

DirectoryMap DirectoryMap::load(const FileSystem& files, const Paths& paths) {
    DirectoryMap map;
    const auto document = readMap(files, paths);
    if (!document)
        return map;
    for (const auto& [key, value] : document->GetObject())
        if (value.IsString() && value.GetStringLength() > 0)
            map.m_entries.insert_or_assign(
                withoutTrailingSlash({key.GetString(), key.GetStringLength()}),
                withoutTrailingSlash({value.GetString(), value.GetStringLength()}));
    return map;
}

std::string DirectoryMap::resolve(const std::string& directory) const {
    const std::string plain = withoutTrailingSlash(directory);
    for (std::string_view ancestor = plain; ancestor.starts_with('/') && ancestor.size() > 1;
         ancestor = parentFolder(ancestor)) {
        const auto entry = m_entries.find(std::string(ancestor));
        if (entry == m_entries.end())
            continue;
        return ancestor.size() == plain.size() ? entry->second
                                               : joinPath(entry->second, plain.substr(ancestor.size() + 1));
    }
    return directory;
}

Result<void> DirectoryMap::remember(const FileSystem& files, const Paths& paths, const std::string& from,
                                    const std::string& to) {
    if (from.empty() || to.empty())
        return std::unexpected(Error{ErrorCode::Invalid, "a relink needs an old and a new folder"});
    if (!isUtf8(from) || !isUtf8(to))
        return std::unexpected(
            Error{ErrorCode::Unsupported, "cannot remember where " + from + " went: the name is not UTF-8"});
    auto document = readMap(files, paths);
    if (!document)
        return std::unexpected(document.error());
    auto& allocator = document->GetAllocator();
    const auto text = [&](const std::string& value) {
        return rapidjson::Value(value.data(), static_cast<rapidjson::SizeType>(value.size()), allocator);
    };
    const auto known = document->FindMember(text(withoutTrailingSlash(from)));
    if (known != document->MemberEnd())
        known->value = text(withoutTrailingSlash(to));
    else
        document->AddMember(text(withoutTrailingSlash(from)), text(withoutTrailingSlash(to)), allocator);

    if (auto made = files.makeDirectories(paths.stateDirectory); !made)
        return made;
    return files.writeAtomically(mapFile(paths), print(*document));
}

} // namespace ax
