using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Monitoring.Gateway.Hosting;
using Monitoring.Silo.Hosting;

namespace Monitoring.Api.Hosting;

/// <summary>
/// <c>endpoints.json</c> in the data folder: where this system can be reached, for as long as it can. Scripts and tests
/// that started it on free ports read it.
/// </summary>
/// <param name="Hj212">Null without a gateway in this process, as is <paramref name="Mqtt"/>.</param>
internal sealed record EndpointsFile(
    string Http,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Hj212,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Mqtt)
{
    private const string FileName = "endpoints.json";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static EndpointsFile Of(IPEndPoint http, GatewayEndpoints? gateway) => new(
        $"http://{Doors.Reachable(http)}",
        gateway is null ? null : Doors.Reachable(gateway.Hj212!),
        gateway is null ? null : Doors.Reachable(gateway.Mqtt!));

    /// <summary>Also before a start: a file left by a killed process names doors that nobody keeps.</summary>
    public static void Remove(DataFolder folder) => File.Delete(folder[FileName]);

    public void WriteTo(DataFolder folder) => folder.Write(FileName, JsonSerializer.Serialize(this, Json));
}
