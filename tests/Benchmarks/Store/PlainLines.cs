using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Monitoring.Storage.Series;

namespace Monitoring.Benchmarks.Store;

/// <summary>The baseline: what a short script sends. No text, no mark, no origin, no look at the answer beyond its status.</summary>
internal static class PlainLines
{
    public static async Task Post(HttpClient http, string address, IReadOnlyList<SeriesPoint> points)
    {
        var lines = new StringBuilder();
        foreach (var point in points)
        {
            var key = point.Version.Reading.Key;
            lines.Append(CultureInfo.InvariantCulture, $"plain,parameter={key.Parameter.Value},station={point.Station.Value} value={point.Version.Reading.Text} {key.Start.ToUnixTimeMilliseconds()}\n");
        }

        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(lines.ToString()));
        }

        using var content = new ByteArrayContent(compressed.ToArray()) { Headers = { ContentEncoding = { "gzip" }, ContentType = new MediaTypeHeaderValue("text/plain") } };
        using var answer = await http.PostAsync(address, content);
        answer.EnsureSuccessStatusCode();
    }
}
