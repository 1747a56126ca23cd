using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Monitoring.Compliance.Editions;

/// <summary>Reads the JSON files of this folder, which are part of the library. A file with a word that nobody reads is refused.</summary>
internal static class EditionFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static T Read<T>(string id)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream($"{assembly.GetName().Name}.Editions.{id}.json")
            ?? throw new InvalidOperationException($"the library lacks the edition file {id}.json");
        return JsonSerializer.Deserialize<T>(stream, Options) ?? throw new InvalidOperationException($"the edition file {id}.json is empty");
    }
}
