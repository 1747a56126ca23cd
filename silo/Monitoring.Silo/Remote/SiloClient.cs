using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Monitoring.Silo.Http;

namespace Monitoring.Silo.Remote;

/// <summary>The silo's door as an API beside it sees it. Says who asks, and turns every kind of absence into one exception.</summary>
internal sealed class SiloClient(Uri silo, SiloKey key, TimeSpan patience, TimeProvider clock) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        BaseAddress = new Uri(silo.GetLeftPart(UriPartial.Authority)),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <exception cref="SiloUnavailableException">It may have happened or not; asking again is harmless.</exception>
    public async Task Send<T>(HttpMethod method, string path, T body, CancellationToken cancellationToken)
    {
        using var response = await Ask(method, path, body, cancellationToken);
    }

    /// <inheritdoc cref="Send{T}" />
    public async Task<TAnswer> Send<T, TAnswer>(HttpMethod method, string path, T body, CancellationToken cancellationToken)
    {
        using var response = await Ask(method, path, body, cancellationToken);
        return await response.Content.ReadFromJsonAsync<TAnswer>(DoorJson.Options, cancellationToken)
            ?? throw new SiloUnavailableException($"the silo {http.BaseAddress} gave no answer");
    }

    /// <summary>A stream that goes on until somebody ends it.</summary>
    /// <exception cref="SiloUnavailableException">It cannot be opened.</exception>
    public async Task<HttpResponseMessage> Open(string pathAndQuery, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, pathAndQuery);
        return await Demand(http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken), cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private async Task<HttpResponseMessage> Ask<T>(HttpMethod method, string path, T body, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using var request = Request(method, path);
        request.Content = JsonContent.Create(body, options: DoorJson.Options);
        return await Demand(http.SendAsync(request, either.Token), cancellationToken);
    }

    private HttpRequestMessage Request(HttpMethod method, string path) =>
        new(method, path) { Headers = { Authorization = key.Read() is { } secret ? new AuthenticationHeaderValue("Bearer", secret) : null } };

    private async Task<HttpResponseMessage> Demand(Task<HttpResponseMessage> asked, CancellationToken cancellationToken)
    {
        try
        {
            var response = await asked;
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            response.Dispose();
            throw new SiloUnavailableException(response.StatusCode is HttpStatusCode.Unauthorized
                ? $"the silo {http.BaseAddress} does not know this key: it must run on the same data folder"
                : $"the silo {http.BaseAddress} answered {(int)response.StatusCode}");
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new SiloUnavailableException($"the silo {http.BaseAddress} cannot be reached: {e.Message}", e);
        }
    }
}
