using System.Globalization;

namespace Monitoring.Api.Tests;

/// <summary>Wraps a data segment as a device does, written from the standard and apart from the product's codec.</summary>
internal static class Hj212Frame
{
    public static string Of(string segment) => $"##{segment.Length.ToString("D4", CultureInfo.InvariantCulture)}{segment}{Checksum(segment)}\r\n";

    private static string Checksum(string segment)
    {
        var register = 0xFFFF;
        foreach (var character in segment)
        {
            register = (register >> 8) ^ character;
            for (var bit = 0; bit < 8; bit++)
            {
                register = (register & 1) == 1 ? (register >> 1) ^ 0xA001 : register >> 1;
            }
        }

        return register.ToString("X4", CultureInfo.InvariantCulture);
    }
}
