using System.Net;
using System.Text.Json;

namespace Monitoring.Api.Hosting;

/// <summary>
/// <c>endpoints.json</c> in the data folder: where this system can be reached, for as long as it can. Scripts and tests
/// that started it on free ports read it.
/// </summary>
internal sealed record EndpointsFile(string Http, string Hj212, string Mqtt)
{
    private const string FileName = "endpoints.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static EndpointsFile Of(IPEndPoint http, IPEndPoint hj212, IPEndPoint mqtt) =>
        new($"http://{Reachable(http)}", Reachable(hj212), Reachable(mqtt));

    /// <summary>Also before a start: a file left by a killed process names doors that nobody keeps.</summary>
    public static void Remove(DataFolder folder) => File.Delete(folder[FileName]);

    public void WriteTo(DataFolder folder) => folder.Write(FileName, JsonSerializer.Serialize(this, Json));

    // "Any address" can be listened on and not connected to.
    private static string Reachable(IPEndPoint door) => (door.Address.Equals(IPAddress.Any), door.Address.Equals(IPAddress.IPv6Any)) switch
    {
        (true, _) => new IPEndPoint(IPAddress.Loopback, door.Port).ToString(),
        (_, true) => new IPEndPoint(IPAddress.IPv6Loopback, door.Port).ToString(),
        _ => door.ToString(),
    };
}
