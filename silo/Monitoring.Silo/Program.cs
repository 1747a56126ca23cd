using System.CommandLine;
using Monitoring.Silo.Commands;

namespace Monitoring.Silo;

/// <summary>The silo's command line: its verbs. The silo itself runs inside the API (AddSilo), not as a program yet.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => Run(new RootCommand("Monitoring: judges stations and keeps what they measured") { AssessCommand.Create(), ImportCommand.Create(), ReportCommand.Create() }, args);

    /// <summary>Exit codes of every verb: 0 done, 1 the work failed (message on stderr), 2 wrong usage.</summary>
    public static async Task<int> Run(RootCommand root, string[] args)
    {
        ArgumentNullException.ThrowIfNull(root);
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(parsed.Errors[0].Message.Split('\n')[0]);
            return 2;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }
}
