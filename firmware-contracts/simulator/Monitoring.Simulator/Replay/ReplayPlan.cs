using Monitoring.Contracts.PublishedFiles;
using Monitoring.Protocols.Hj212;
using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Fleet;
using Monitoring.Simulator.Values;

namespace Monitoring.Simulator.Replay;

/// <summary>A device of a replay: its door and its messages in the file's order.</summary>
public sealed record ReplayedDevice(string Mn, string Password, string Door, IReadOnlyList<Upload> Uploads);

/// <summary>
/// Published rows as the messages that their devices would have sent: raw values, their mark, and as QN the moment of sampling
/// (for hours their end), so that replaying a file again sends the very same bytes.
/// </summary>
public static class ReplayPlan
{
    /// <exception cref="FormatException">The file does not have the layout.</exception>
    public static IReadOnlyList<ReplayedDevice> Read(ReplayOptions options, TextReader file)
    {
        var rows = PublishedFile.Read(options.Layout, file)
            .Where(r => options.Provinces.Count == 0 || options.Provinces.Contains(r.Province))
            .Where(r => options.Date is null || r.Date == options.Date);
        return [.. rows.GroupBy(r => PublishedDevice.Of(r).Mn).Select((device, i) => Device(device.Key, options.Split[i % options.Split.Count], device))];
    }

    private static ReplayedDevice Device(string mn, string door, IEnumerable<PublishedRow> rows)
    {
        var password = DevicePassword.Of(mn);
        var sent = new HashSet<DateTimeOffset>();
        var uploads = new List<Upload>();
        foreach (var row in rows)
        {
            // A second row of the same moment is another message: its QN is the next millisecond, so the later row corrects the earlier.
            var qn = row.Start + row.Length;
            while (!sent.Add(qn))
            {
                qn += TimeSpan.FromMilliseconds(1);
            }

            uploads.Add(Upload.Of(mn, password, row.Kind, Hj212Time.WriteQn(qn), SampleOf(row)));
        }

        return new ReplayedDevice(mn, password, door, uploads);
    }

    private static Sample SampleOf(PublishedRow row) =>
        new(row.Start, [.. row.Values.Select(v => new MeasuredValue(v.Parameter.Value, v.Text, row.Flag))]);
}
