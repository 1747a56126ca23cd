namespace Monitoring.Storage.Influx;

/// <summary>A server that does not take lines now, whatever they are.</summary>
/// <param name="reason">For an operator.</param>
/// <param name="isPassing">True where the same request may succeed in a moment; false where somebody has to change something.</param>
/// <param name="isInDoubt">True where the server may carry the request out all the same, now or later.</param>
/// <param name="retryAfter">How long the server asks to be left alone.</param>
/// <param name="inner">What failed.</param>
public sealed class InfluxUnavailableException(string reason, bool isPassing, bool isInDoubt, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(reason, inner)
{
    private const int MaxWords = 300;

    public bool IsPassing => isPassing;

    public bool IsInDoubt => isInDoubt;

    public TimeSpan? RetryAfter => retryAfter;

    /// <summary>What an answer means that is neither "taken" nor about lines.</summary>
    public static InfluxUnavailableException Of(Uri server, int status, string answer, TimeSpan? retryAfter, Exception? inner = null)
    {
        var said = answer.Length <= MaxWords ? answer : answer[..MaxWords] + "…";
        var reason = status switch
        {
            0 => $"{Server(server)} cannot be reached: {said}",
            401 or 403 => $"{Server(server)} does not let this user in ({status}): check {InfluxOptions.Section}:Token or User and PasswordFile; it says: {said}",
            404 => $"{Server(server)} has no such place ({status}): make the database or bucket, or check {InfluxOptions.Section}:Database, Bucket and Api; it says: {said}",
            _ => $"{Server(server)} answered {status}: {said}",
        };
        return new InfluxUnavailableException(reason, status is 0 or 408 or 429 or >= 500, status is 0 ? !IsUnsent(inner) : status is 408 or >= 500 and not 503, retryAfter, inner);
    }

    /// <summary>How the server is called in what an operator reads.</summary>
    public static string Server(Uri address) => $"the series server {address.GetLeftPart(UriPartial.Authority)}";

    private static bool IsUnsent(Exception? e) =>
        e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError };
}
