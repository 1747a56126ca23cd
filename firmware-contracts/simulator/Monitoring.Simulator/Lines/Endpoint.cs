using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Monitoring.Simulator.Lines;

/// <summary>Where a gateway listens: <c>host:port</c>.</summary>
public sealed record Endpoint(string Host, int Port)
{
    public static bool TryParse(string? text, [NotNullWhen(true)] out Endpoint? endpoint)
    {
        var colon = text?.LastIndexOf(':') ?? -1;
        endpoint = colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? new Endpoint(text![..colon].Trim('[', ']'), port)
            : null;
        return endpoint is not null;
    }

    public override string ToString() => $"{Host}:{Port}";
}
