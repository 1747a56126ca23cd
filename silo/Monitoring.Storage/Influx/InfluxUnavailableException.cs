namespace Monitoring.Storage.Influx;

/// <summary>A server that does not take lines now, whatever they are.</summary>
/// <param name="reason">For an operator.</param>
/// <param name="isPassing">True where the same request may succeed in a moment; false where somebody has to change something.</param>
/// <param name="retryAfter">How long the server asks to be left alone.</param>
/// <param name="inner">What failed.</param>
public sealed class InfluxUnavailableException(string reason, bool isPassing, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(reason, inner)
{
    public bool IsPassing => isPassing;

    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>What an answer means that is neither "taken" nor about lines.</summary>
    public static InfluxUnavailableException Of(Uri server, int status, string answer, TimeSpan? retryAfter, Exception? inner = null)
    {
        var said = answer.Length <= MaxWords ? answer : answer[..MaxWords] + "…";
        var reason = status switch
        {
            0 => $"the series server {Name(server)} cannot be reached: {said}",
            401 or 403 => $"the series server {Name(server)} does not let this user in ({status}): check {InfluxOptions.Section}:Token or User and PasswordFile; it says: {said}",
            404 => $"the series server {Name(server)} has no such place ({status}): make the database or bucket, or check {InfluxOptions.Section}:Database, Bucket and Api; it says: {said}",
            _ => $"the series server {Name(server)} answered {status}: {said}",
        };
        return new InfluxUnavailableException(reason, status is 0 or 408 or 429 or >= 500, retryAfter, inner);
    }

    private const int MaxWords = 300;

    private static string Name(Uri server) => server.GetLeftPart(UriPartial.Authority);
}
