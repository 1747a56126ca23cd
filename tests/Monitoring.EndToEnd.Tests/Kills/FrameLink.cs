using System.Text;
using System.Text.RegularExpressions;

namespace Monitoring.EndToEnd.Tests.Kills;

/// <summary>HJ 212 frames over any stream of bytes; each 9014 names by its QN what it acknowledges.</summary>
public sealed partial class FrameLink : IDeviceLink
{
    private readonly Stream stream;
    private readonly Action<string> answered;

    /// <param name="stream">The connection or the line.</param>
    /// <param name="answered">Told the QN of each 9014.</param>
    public FrameLink(Stream stream, Action<string> answered)
    {
        this.stream = stream;
        this.answered = answered;
        Ended = ReadAnswers();
    }

    public Task Ended { get; }

    public Task Send(Upload upload) => Send(upload.ToFrame());

    public async Task Send(string frame)
    {
        await stream.WriteAsync(Encoding.ASCII.GetBytes(frame));
        await stream.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync();
        await Testing.Eventually.Ends(Ended);
    }

    private async Task ReadAnswers()
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
                foreach (Match answer in Acknowledgement().Matches(text[..end]))
                {
                    answered(answer.Groups["qn"].Value);
                }

                pending.Remove(0, end);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The other side was killed: what was acknowledged is in the journal.
        }
    }

    [GeneratedRegex(@"QN=(?<qn>\d{17});ST=91;CN=9014;", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Acknowledgement();
}
