using System.Security.Cryptography;
using System.Text;
using Monitoring.Contracts.Registry;

namespace Monitoring.Contracts.PublishedFiles;

/// <summary>The device behind a published row: the registered one, or a made-up number that is the same at every run.</summary>
/// <param name="Mn">Number of the device.</param>
/// <param name="Station">The registered station; null for a place outside the registry.</param>
public sealed record PublishedDevice(string Mn, StationId? Station)
{
    private const int HashDigits = 16;

    private static readonly Lazy<Dictionary<(string Province, string Place), PublishedDevice>> Registered = new(() =>
        FleetRegistry.WaterSections.Where(s => s.Origin == "real").Select(s => (Key: (s.Province, s.Name), Device: new PublishedDevice(s.Mn, s.Station)))
            .Concat(FleetRegistry.AirSites.Select(s => (Key: ("air", s.Station.Value["AIR-".Length..]), Device: new PublishedDevice(s.Mn, s.Station))))
            .ToDictionary(d => d.Key, d => d.Device));

    /// <summary>
    /// The device of a row. A section is known by province and name (两河口 exists in both provinces), an air site by its code.
    /// Anything else gets <c>9</c>, <c>W</c>, <c>A</c> or <c>H</c> and 16 hexadecimal digits of the SHA-256 of province and place.
    /// </summary>
    public static PublishedDevice Of(PublishedRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var (letter, key) = row.Kind switch
        {
            StationKind.Air => ('A', ("air", row.Place)),
            StationKind.Hydrology => ('H', ("gauge", row.Place)),
            _ => ('W', (ProvinceCode(row.Province), row.Place)),
        };
        if (Registered.Value.TryGetValue(key, out var device))
        {
            return device;
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(letter == 'W' ? $"{row.Province}/{row.Place}" : row.Place));
        return new PublishedDevice($"9{letter}{Convert.ToHexString(hash)[..HashDigits]}", null);
    }

    private static string ProvinceCode(string province) => province switch { "重庆市" => "CQ", "四川省" => "SC", _ => province };
}
