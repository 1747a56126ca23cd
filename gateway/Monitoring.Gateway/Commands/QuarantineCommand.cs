using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Gateway.Desk;
using Monitoring.Gateway.Hosting;
using Monitoring.Gateway.Quarantine;

namespace Monitoring.Gateway.Commands;

/// <summary>The quarantine of a gateway: what lies in it, and bringing it in after its cause was removed.</summary>
internal static class QuarantineCommand
{
    private static readonly Option<long?> Id = new("--id") { HelpName = "N", Description = "this message only" };
    private static readonly Option<string> Reason = new("--reason") { HelpName = "WORD", Description = "messages refused for this reason, such as unknown-mn" };
    private static readonly Option<string> Mn = new("--mn") { HelpName = "MN", Description = "messages of this device" };

    public static Command Build()
    {
        Reason.Validators.Add(KnownReason);
        var list = new Command("list", "list refused messages, newest first") { CommandedGateway.Data };
        list.SetAction((parsed, cancellation) => Run(parsed, desk => List(desk, cancellation), cancellation));
        var replay = new Command("replay", "bring refused messages in again, all or those that the options choose") { CommandedGateway.Data, Id, Reason, Mn };
        replay.Validators.Add(OneOrAChoice);
        replay.SetAction((parsed, cancellation) => Run(parsed, desk => Replay(desk, parsed, cancellation), cancellation));
        return new Command("quarantine", "what a gateway refused") { list, replay };
    }

    private static void KnownReason(OptionResult given)
    {
        var words = Enum.GetValues<QuarantineReason>().Select(reason => reason.Word()).ToList();
        if (given.Tokens.Any(token => !words.Contains(token.Value)))
        {
            given.AddError($"--reason is one of {string.Join(", ", words)}");
        }
    }

    private static void OneOrAChoice(CommandResult given)
    {
        if (given.GetResult(Id) is not null && (given.GetResult(Reason) is not null || given.GetResult(Mn) is not null))
        {
            given.AddError("--id names one message: leave --reason and --mn away");
        }
    }

    private static Task<int> Run(ParseResult parsed, Func<IQuarantineDesk, Task> work, CancellationToken cancellationToken) =>
        CommandedGateway.Run("quarantine", parsed, OnFiles, work, cancellationToken);

    private static async Task OnFiles(string folder, Func<IQuarantineDesk, Task> work)
    {
        if (!File.Exists(Path.Combine(folder, "quarantine.db")))
        {
            throw new GatewayException($"no gateway has its files in {folder} (--data names another folder)");
        }

        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables()
            .Build();
        var services = new ServiceCollection().AddLogging(log => log.AddEvents().SetMinimumLevel(LogLevel.Error)).AddGateway(configuration).AddDesk();
        await using var provider = services.PostConfigure<GatewayOptions>(options => options.Data = folder).BuildServiceProvider();
        try
        {
            await work(provider.GetRequiredService<IQuarantineDesk>());
        }
        catch (Exception e) when (e is not GatewayException && StartRefusedException.Of(e, configuration) is { } refusal)
        {
            throw new StartRefusedException(refusal.Message, refusal.ExitCode, e);
        }
    }

    private static async Task List(IQuarantineDesk desk, CancellationToken cancellationToken)
    {
        long? before = null;
        while (await desk.List(before, cancellationToken) is { Count: > 0 } page)
        {
            foreach (var message in page)
            {
                await Console.Out.WriteLineAsync(Line(message));
            }

            before = page[^1].Id;
        }
    }

    private static async Task Replay(IQuarantineDesk desk, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Id) is { } id)
        {
            var message = await desk.Replay(id, cancellationToken) ?? throw new GatewayException($"the quarantine holds no message {id}");
            await Console.Out.WriteLineAsync(Line(message));
            return;
        }

        var choice = new ReplayChoice(parsed.GetValue(Reason), parsed.GetValue(Mn));
        var (tried, taken) = (0, 0);
        for (long? after = 0; after is { } last;)
        {
            var run = await desk.Replay(choice, last, cancellationToken);
            foreach (var message in run.Items)
            {
                await Console.Out.WriteLineAsync(Line(message));
            }

            tried += run.Items.Count;
            taken += run.Items.Count(m => m.Replay is { IsIn: true });
            if (run.IsHalted)
            {
                throw new GatewayException($"{taken} of {tried} messages are in; the spool takes no more now");
            }

            after = run.After;
        }

        await Console.Out.WriteLineAsync($"{taken} of {tried} messages are in");
    }

    private static string Line(QuarantineItem message) => string.Create(
        CultureInfo.InvariantCulture,
        $"{message.Id,8}  {message.At:yyyy-MM-dd'T'HH:mm:ss'Z'}  {message.Door,-6}  {message.Mn ?? "-",-20}  {message.Reason,-20}  {message.Replay?.Outcome ?? "-",-14}  {message.Replay?.Detail ?? message.Detail}");
}
