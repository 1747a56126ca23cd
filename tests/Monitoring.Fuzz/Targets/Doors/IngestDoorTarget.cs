using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Api.Hosting;
using Monitoring.Contracts;
using Monitoring.Testing;

namespace Monitoring.Fuzz.Targets.Doors;

/// <summary>
/// <c>POST /api/v1/ingest</c> over a real socket with a gateway's token: plain, packed, falsely packed and of another type. What stands
/// behind the door takes everything; <see cref="IngestTarget"/> has the stations.
/// </summary>
public sealed class IngestDoorTarget : FuzzTarget
{
    private readonly TemporaryFolder folder = new();
    private readonly HttpClient client = new() { Timeout = FuzzRun.Patience };
    private ServedApi api = null!;

    public override string Name => "door-ingest";

    public override IReadOnlyList<byte[]> Seeds { get; } = new IngestTarget().Seeds;

    public override IReadOnlyList<string> Demanded => ["OK", "OK packed", "BadRequest", "UnsupportedMediaType", "falsely packed"];

    public override int ShortRuns => 1_000;

    public override void Repair(Dice dice, List<byte> bytes) => UplinkMessages.Reshape(dice, bytes, isBatch: true);

    public override async Task Start()
    {
        var keys = new Dictionary<string, string?>
        {
            ["Serve:Data"] = folder["data"],
            ["Serve:Http"] = "0",
            ["Gateway:Hj212Port"] = "0",
            ["Gateway:MqttPort"] = "0",
            ["Logging:LogLevel:Default"] = "None",
            ["Silo:SeedRegistry"] = "false",
        };
        api = await ServedApi.Start(keys, TextWriter.Null, services => services.AddSingleton<IIngest, TakesEverything>());
        client.BaseAddress = new Uri(api.Endpoints.Http);
        var password = (await File.ReadAllTextAsync(folder["data/initial-admin-password"])).Trim();
        await LogIn("api/v1/auth/token", new { user = "admin", password }, "accessToken");
        await LogIn("api/v1/tokens", new { name = "fuzz" }, "token");
    }

    public override async ValueTask Take(byte[] input, Outcomes outcomes)
    {
        var way = input.Sum(b => b) % 6;
        using var body = new ByteArrayContent(way == 1 ? Packed(input) : input);
        body.Headers.ContentType = new MediaTypeHeaderValue(way == 2 ? "text/plain" : UplinkWire.ContentType);
        if (way is 1 or 3)
        {
            body.Headers.ContentEncoding.Add("gzip");
        }

        using var response = await client.PostAsync("api/v1/ingest", body);
        var answer = await response.Content.ReadAsByteArrayAsync();
        outcomes.Add((way, response.StatusCode) switch
        {
            (1, HttpStatusCode.OK) => "OK packed",
            (3, HttpStatusCode.BadRequest) => "falsely packed",
            var (_, status) => status.ToString(),
        });
        Hold((int)response.StatusCode is 200 or 400 or 413 or 415, $"the status tells the sender what to do, not {response.StatusCode}");
        if (response.IsSuccessStatusCode)
        {
            Hold(UplinkWire.TryRead(answer, out IngestReceipt? _), "the answer is a receipt");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        client.Dispose();
        await api.DisposeAsync();
        folder.Dispose();
        await base.DisposeAsync();
    }

    private async Task LogIn(string path, object request, string answer)
    {
        using var response = await client.PostAsJsonAsync(path, request);
        response.EnsureSuccessStatusCode();
        var token = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty(answer).GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }
}
