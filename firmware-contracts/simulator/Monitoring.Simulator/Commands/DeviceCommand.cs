using System.Buffers;
using System.CommandLine;
using System.Text;
using Monitoring.Contracts;
using Monitoring.Protocols.Hj212;
using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Lines;
using Monitoring.Simulator.Values;

namespace Monitoring.Simulator.Commands;

/// <summary><c>device</c>: one frame of one device, and what the gateway says to it; the technician's first test of a station.</summary>
internal static class DeviceCommand
{
    private static readonly string[] UsualValues =
        ["w01010=18.2", "w01001=7.50", "w01009=8.10", "w01014=350.0", "w01003=12.0", "w01019=2.40", "w21003=0.210", "w21011=0.060", "w21001=1.40"];

    public static Command Create(TextWriter output, TimeProvider time)
    {
        var doors = new DoorArguments();
        var mn = new Option<string>("--mn") { Description = "device number", Required = true };
        var password = new Option<string>("--password") { Description = "the device's password", Required = true };
        var values = new Option<string[]>("--value") { Description = "code=value[,mark]; may be repeated", DefaultValueFactory = _ => UsualValues };
        values.Validators.Add(r =>
        {
            if (r.GetValueOrDefault<string[]>()?.FirstOrDefault(v => Value(v) is null) is { } wrong)
            {
                r.AddError($"--value wants code=value or code=value,mark, such as w01009=7.21,N; not '{wrong}'");
            }
        });
        var command = new Command("device", "sends one frame and prints the answer") { mn, password, values };
        doors.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var now = time.GetUtcNow();
            var measured = result.GetValue(values)!.Select(v => Value(v)!).ToList();
            var kind = measured[0].Code.StartsWith('a') ? StationKind.Air : StationKind.Water;
            var dataTime = kind == StationKind.Air ? ChinaTime.StartOfHour(now) - TimeSpan.FromHours(1) : now;
            var upload = Upload.Of(result.GetValue(mn)!, result.GetValue(password)!, kind, Hj212Time.WriteQn(now), new Sample(dataTime, measured));
            return await Send(upload, doors.Of(result), output, time, cancellationToken);
        });
        return command;
    }

    private static async Task<int> Send(Upload upload, DoorOptions options, TextWriter output, TimeProvider time, CancellationToken cancellationToken)
    {
        var rules = new RetryRules();
        var counters = new FleetCounters();
        var doors = new Doors(options, rules, time, counters) { GiveUpAfter = 1 };
        var line = doors.For(options.Open[0], upload.Mn, upload.Password);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = doors.Run(ending.Token);

        var frame = new ArrayBufferWriter<byte>();
        Hj212Writer.Write(upload.Message(Hj212Flag.AnswerWanted), frame);
        await output.WriteLineAsync("> " + Encoding.UTF8.GetString(frame.WrittenSpan).TrimEnd());
        var outcome = await line.Exchange(upload, cancellationToken);
        await output.WriteLineAsync($"< {outcome.Detail}");
        await output.WriteLineAsync(outcome.Result == ExchangeResult.Acknowledged
            ? $"acknowledged over {options.Open[0]}: the gateway has it on disk"
            : $"not acknowledged over {options.Open[0]} after {counters.Repeated} repeats");
        await ending.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return outcome.Result == ExchangeResult.Acknowledged ? SimulatorCommandLine.Done : SimulatorCommandLine.Failed;
    }

    private static MeasuredValue? Value(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var parts = equals > 0 ? text[(equals + 1)..].Split(',') : [];
        return parts.Length is 1 or 2 && parts.All(p => p.Length > 0 && p.AsSpan().IndexOfAny(";=&#\r\n") < 0) && ParameterCode.TryParse(text[..Math.Max(equals, 0)], out var code)
            ? new MeasuredValue(code.Value, parts[0], parts.Length == 2 ? parts[1] : DataMark.Normal)
            : null;
    }
}
