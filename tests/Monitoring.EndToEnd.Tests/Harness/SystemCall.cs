using System.Text.RegularExpressions;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>One line of the trace. A call that another thread interrupts is two lines: its start and its end.</summary>
internal sealed record SystemCall(string Name, string File, string Text, bool IsEnd)
{
    public bool IsSend => Name is "sendto" or "sendmsg" or "write" or "writev";

    public static List<SystemCall> Read(string traceFile)
    {
        var open = new Dictionary<string, SystemCall>(StringComparer.Ordinal);
        var calls = new List<SystemCall>();
        foreach (var line in System.IO.File.ReadLines(traceFile))
        {
            var call = Regex.Match(line, @"^(?<pid>\d+) +(?<name>\w+)\(\d+<(?<file>[^>]*)>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
            if (call.Success)
            {
                var isWhole = !line.EndsWith("<unfinished ...>", StringComparison.Ordinal);
                calls.Add(new SystemCall(call.Groups["name"].Value, call.Groups["file"].Value, line, isWhole));
                if (!isWhole)
                {
                    open[call.Groups["pid"].Value] = calls[^1];
                }

                continue;
            }

            var end = Regex.Match(line, @"^(?<pid>\d+) +<\.\.\. \w+ resumed>", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10));
            if (end.Success && open.Remove(end.Groups["pid"].Value, out var begun))
            {
                calls.Add(begun with { Text = line, IsEnd = true });
            }
        }

        return calls;
    }
}
