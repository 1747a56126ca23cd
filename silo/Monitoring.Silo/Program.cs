using System.CommandLine;
using System.CommandLine.Parsing;
using Monitoring.Silo.Commands;
using Monitoring.Silo.Hosting;

namespace Monitoring.Silo;

/// <summary>The silo's command line: without a verb it runs a silo.</summary>
public static class Program
{
    internal const int Done = 0;
    internal const int Failed = 1;
    internal const int WrongUsage = 2;

    public static Task<int> Main(string[] args) => Run(args, []);

    /// <summary>The same program with further ways to host stations.</summary>
    public static Task<int> Run(string[] args, IReadOnlyList<StationHosting> hostings) => Run(
        SiloCommandLine.Create(
            (keys, cancellation) => ServedSilo.Run(keys, hostings, cancellation), AssessCommand.Create(), ImportCommand.Create(), ReportCommand.Create(), MoveCommand.Create(), SeriesCommand.Create()),
        args);

    /// <summary>Exit codes of the program and of every verb: 0 done, 1 the work failed (message on stderr), 2 wrong usage.</summary>
    public static async Task<int> Run(RootCommand root, string[] args)
    {
        ArgumentNullException.ThrowIfNull(root);
        var parsed = root.Parse(args);
        if ((parsed.Errors.Count > 0 ? parsed.Errors[0].Message.Split('\n')[0] : Empty(parsed)) is { } fault)
        {
            await Console.Error.WriteLineAsync(fault);
            return WrongUsage;
        }

        // The host itself listens to Ctrl-C and SIGTERM; a second listener would end the process before it has stopped.
        var patience = parsed.CommandResult.Command is RootCommand ? null : new InvocationConfiguration().ProcessTerminationTimeout;
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = patience });
    }

    // A variable of the caller's script that is not set: no file, folder or address is called so.
    private static string? Empty(ParseResult parsed)
    {
        for (var i = 0; i < parsed.Tokens.Count; i++)
        {
            if (parsed.Tokens[i].Value.Length == 0)
            {
                return i > 0 && parsed.Tokens[i - 1].Type is TokenType.Option ? $"{parsed.Tokens[i - 1].Value} needs a value, not an empty text" : "an argument is empty";
            }
        }

        return null;
    }
}
