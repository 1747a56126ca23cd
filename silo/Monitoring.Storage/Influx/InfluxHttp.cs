using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Monitoring.Storage.Influx;

/// <summary>An answer, read whole.</summary>
internal readonly record struct InfluxAnswer(HttpStatusCode Status, string Body, TimeSpan? RetryAfter)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}

/// <summary>The connection to a series server, with its login. It translates and repeats nothing.</summary>
internal sealed class InfluxHttp : IDisposable
{
    private const int MaxAnswerBytes = 64 * 1024 * 1024;

    private readonly HttpClient http;
    private readonly TimeProvider clock;

    public InfluxHttp(InfluxOptions options, TimeProvider clock)
    {
        this.clock = clock;
        http = new HttpClient(new SocketsHttpHandler
        {
            // A moved server is found again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = options.AttemptTimeout,
            AutomaticDecompression = DecompressionMethods.GZip,

            // A redirect would carry the login to wherever it points.
            AllowAutoRedirect = false,
        })
        {
            BaseAddress = new Uri(options.Url!.AbsoluteUri.TrimEnd('/') + "/"),
            MaxResponseContentBufferSize = MaxAnswerBytes,
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (options.TokenText() is { Length: > 0 } token)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Token", token);
        }
        else if (options.User.Length > 0)
        {
            http.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.User}:{options.PasswordText()}")));
        }
    }

    /// <exception cref="InfluxUnavailableException">No answer came.</exception>
    public async Task<InfluxAnswer> Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            return new InfluxAnswer(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken), RetryAfter(response));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // A connection that takes too long shows as a cancellation that nobody asked for.
            throw InfluxUnavailableException.Of(http.BaseAddress!, status: 0, e.Message, retryAfter: null, e);
        }
    }

    public InfluxUnavailableException Unavailable(InfluxAnswer answer) => InfluxUnavailableException.Of(http.BaseAddress!, (int)answer.Status, answer.Body, answer.RetryAfter);

    public void Dispose() => http.Dispose();

    private TimeSpan? RetryAfter(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
        _ => null,
    };
}
