using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>
/// A device that uploads one value a second of its own clock, keeps at most a window of uploads unacknowledged and writes
/// down what was acknowledged. The link (TCP, serial, MQTT) is the subclass's.
/// </summary>
public abstract class Sender(string mn, DateTime firstSample)
{
    public const string Parameter = "w01009";

    private int count;

    public string Mn { get; } = mn;

    public Journal Journal { get; } = new();

    protected int NextIndex() => Interlocked.Increment(ref count);

    protected DateTime SampledAt(int index) => firstSample.AddSeconds(index);

    protected string ValueOf(int index)
    {
        var value = (5m + index % 700 / 100m).ToString("0.00", CultureInfo.InvariantCulture);
        Journal.Send(SampledAt(index), value);
        return value;
    }

    /// <summary>The frame of one upload; its QN carries the index, so that an answer names the upload.</summary>
    protected string NextFrame()
    {
        var index = NextIndex();
        var value = ValueOf(index);
        return DeviceFrame.Upload(Mn, QnOf(index), SampledAt(index), (Parameter, value));
    }

    private string QnOf(int index) => SampledAt(index).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "123";

    /// <summary>Reads answers off a stream until it ends and writes each 9014 into the journal.</summary>
    protected async Task ReadAnswers(Stream stream, SemaphoreSlim window)
    {
        var pending = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(buffer)) > 0)
            {
                pending.Append(Encoding.ASCII.GetString(buffer, 0, read));
                var text = pending.ToString();
                var end = text.LastIndexOf('\n') + 1;
                foreach (Match answer in Regex.Matches(text[..end], @"QN=(?<sampled>\d{14})123;ST=91;CN=9014;", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(10)))
                {
                    Journal.Acknowledge(DateTime.ParseExact(answer.Groups["sampled"].Value, "yyyyMMddHHmmss", CultureInfo.InvariantCulture));
                    window.Release();
                }

                pending.Remove(0, end);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The other side was killed: what was acknowledged is in the journal.
        }
    }
}
