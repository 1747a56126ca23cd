using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Gateway.Hosting;
using Monitoring.Gateway.Quarantine;

namespace Monitoring.Gateway.Commands;

/// <summary>The quarantine of a stopped gateway: what lies in it, and bringing it in after its cause was removed.</summary>
internal static class QuarantineCommand
{
    private const string Operator = "command line";

    private static readonly Option<string> Data = new("--data") { HelpName = "DIR", Description = "folder of a gateway that does not run (default ./data)" };
    private static readonly Option<long?> Id = new("--id") { HelpName = "N", Description = "this message only" };
    private static readonly Option<string> Reason = new("--reason") { HelpName = "WORD", Description = "messages refused for this reason, such as unknown-mn" };
    private static readonly Option<string> Mn = new("--mn") { HelpName = "MN", Description = "messages of this device" };

    public static Command Build()
    {
        Reason.Validators.Add(KnownReason);
        Data.Validators.Add(ANamedFolder);
        var list = new Command("list", "list refused messages, newest first") { Data };
        list.SetAction((parsed, _) => Run(parsed, List));
        var replay = new Command("replay", "bring refused messages in again, all or those that the options choose") { Data, Id, Reason, Mn };
        replay.Validators.Add(OneOrAChoice);
        replay.SetAction((parsed, cancellation) => Run(parsed, services => Replay(services.GetRequiredService<QuarantineReplay>(), parsed, cancellation)));
        return new Command("quarantine", "what a stopped gateway refused") { list, replay };
    }

    private static void KnownReason(OptionResult given)
    {
        var words = Enum.GetValues<QuarantineReason>().Select(reason => reason.Word()).ToList();
        if (given.Tokens.Any(token => !words.Contains(token.Value)))
        {
            given.AddError($"--reason is one of {string.Join(", ", words)}");
        }
    }

    private static void ANamedFolder(OptionResult given)
    {
        if (given.Tokens.Any(token => token.Value.Length == 0))
        {
            given.AddError("--data DIR must name a folder");
        }
    }

    private static void OneOrAChoice(CommandResult given)
    {
        if (given.GetResult(Id) is not null && (given.GetResult(Reason) is not null || given.GetResult(Mn) is not null))
        {
            given.AddError("--id names one message: leave --reason and --mn away");
        }
    }

    private static async Task<int> Run(ParseResult parsed, Func<IServiceProvider, Task<int>> work)
    {
        var folder = Path.Combine(Path.GetFullPath(parsed.GetValue(Data) ?? "data"), "gateway");
        if (!File.Exists(Path.Combine(folder, "quarantine.db")))
        {
            await Console.Error.WriteLineAsync($"quarantine: no gateway has its files in {folder} (--data names another folder)");
            return GatewayCommandLine.Failed;
        }

        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .Build();
        var services = new ServiceCollection().AddLogging(log => log.AddEvents().SetMinimumLevel(LogLevel.Error)).AddGateway(configuration);
        await using var provider = services.PostConfigure<GatewayOptions>(options => options.Data = folder).BuildServiceProvider();
        try
        {
            return await work(provider);
        }
        catch (GatewayException e)
        {
            await Console.Error.WriteLineAsync($"quarantine: {e.Message}");
            return GatewayCommandLine.Failed;
        }
        catch (Exception e) when (StartRefusedException.Of(e, configuration) is { } refusal)
        {
            await Console.Error.WriteLineAsync($"quarantine: {refusal.Message}");
            return refusal.ExitCode;
        }
    }

    private static async Task<int> List(IServiceProvider services)
    {
        var quarantine = services.GetRequiredService<QuarantineStore>();
        long? before = null;
        while (quarantine.List(before, QuarantineStore.MaxPage) is { Count: > 0 } page)
        {
            foreach (var message in page)
            {
                await Console.Out.WriteLineAsync(Line(message));
            }

            before = page[^1].Id;
        }

        return GatewayCommandLine.Done;
    }

    private static async Task<int> Replay(QuarantineReplay replay, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Id) is { } id)
        {
            var message = await replay.One(id, Operator, cancellationToken) ?? throw new GatewayException($"the quarantine holds no message {id}");
            await Console.Out.WriteLineAsync(Line(message));
            return GatewayCommandLine.Done;
        }

        var choice = new ReplayChoice(parsed.GetValue(Reason), parsed.GetValue(Mn));
        var (tried, taken) = (0, 0);
        for (long? after = 0; after is { } last;)
        {
            var run = await replay.Some(choice, last, QuarantineReplay.MaxRun, Operator, cancellationToken);
            foreach (var message in run.Replayed)
            {
                await Console.Out.WriteLineAsync(Line(message));
            }

            tried += run.Replayed.Count;
            taken += run.Replayed.Count(m => m.Replay is { IsIn: true });
            if (run.IsHalted)
            {
                throw new GatewayException($"{taken} of {tried} messages are in; the spool takes no more now");
            }

            after = run.After;
        }

        await Console.Out.WriteLineAsync($"{taken} of {tried} messages are in");
        return GatewayCommandLine.Done;
    }

    private static string Line(QuarantinedMessage message) => string.Create(
        CultureInfo.InvariantCulture,
        $"{message.Id,8}  {message.At:yyyy-MM-dd'T'HH:mm:ss'Z'}  {message.Door,-6}  {message.Mn ?? "-",-20}  {message.Reason,-20}  {message.Replay?.Outcome ?? "-",-14}  {message.Replay?.Detail ?? message.Detail}");
}
