using Monitoring.Contracts;
using Monitoring.Gateway.Intake;

namespace Monitoring.Fuzz.Targets;

/// <summary>The JSON payload of MQTT devices.</summary>
public sealed class JsonPayloadTarget : FuzzTarget
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, ChinaTime.Offset);

    private readonly IntakeOptions options = new();

    public override string Name => "json-payload";

    public override IReadOnlyList<byte[]> Seeds { get; } = Texts(
        """{"time":"2026-11-21 07:59:00","data":[{"code":"w01009","value":7.10,"flag":"N"},{"code":"w01001","value":"7.21","unit":""}]}""",
        """{"time":"2026-11-21T07:59:00+08:00","sent":1795219140000,"interval":3600,"kind":"mean","data":[{"code":"a34004","value":35,"kind":"max"}]}""",
        """{"time":1795219140000,"data":[]}""",
        """{"time":"2026-11-20 23:00:00","interval":86400,"data":[{"code":"w00000","value":36000.0,"kind":"total"},{"code":"a21026","value":null,"flag":"F"},{"code":"a21005","value":-1.5e-3,"flag":"\u0044"}]}""");

    public override IReadOnlyList<byte[]> Words { get; } = Texts(
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "\"time\":", "\"sent\":", "\"interval\":", "\"kind\":", "\"data\":", "\"code\":", "\"value\":", "\"flag\":", "\"unit\":",
        "\"instant\"", "\"min\"", @"\u0000", @"\ud800", @"\udc00", @"\u", @"\x", "/*", "//", "1e400", "-", "+", "w01018", "[[[[[[[[[[", "\uFEFF", "2026-11-21T07:59:00Z", "0001-01-01 00:00:00", "9999-12-31 23:59:59");

    public override IReadOnlyList<string> Demanded => ["BadPayload", "ImpossibleTime", "Instant", "Mean", "Max", "Total", "no reading", "origin time", "number", "no number"];

    public override ValueTask Take(byte[] input, Outcomes outcomes)
    {
        var message = JsonPayload.Read(input, "A500000_0007", Now, options);
        outcomes.Add(message.Fault is { } fault ? fault.Reason.ToString() : message.Readings.Count == 0 ? "no reading" : message.Kind.ToString());
        outcomes.Add(message.SentAt is null ? "no origin time" : "origin time");
        foreach (var reading in message.Readings)
        {
            outcomes.Add(reading.Key.Kind.ToString());
            outcomes.Add(reading.Value is null ? "no number" : "number");
        }

        if (message.Fault is null)
        {
            SpoolRow.Hold(message, Now);
        }

        return ValueTask.CompletedTask;
    }
}
