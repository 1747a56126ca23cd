using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Monitoring.Contracts;

namespace Monitoring.Silo.Import;

/// <summary>Who imports: a token, or a user with a password.</summary>
internal sealed record ImportLogin(string? Token, string User, string Password);

/// <summary>
/// A running system as a person's program sees it. Only gateways deliver, so an admin's import makes a gateway's token for itself,
/// which the audit trail keeps, and withdraws it at the end.
/// </summary>
internal sealed class RemoteSystem(Uri url) : IIngest, IAsyncDisposable
{
    // A batch is committed within seconds; a slow disk may need more.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private const string Scheme = "Bearer";

    private readonly HttpClient http = new() { BaseAddress = new Uri(url.AbsoluteUri.TrimEnd('/') + "/"), Timeout = Patience };
    private AuthenticationHeaderValue? admin;
    private AuthenticationHeaderValue? deliver;
    private string? ownToken;

    public async Task LogIn(ImportLogin login, CancellationToken cancellationToken)
    {
        if (login.Token is { Length: > 0 } given)
        {
            deliver = new AuthenticationHeaderValue(Scheme, given);
            return;
        }

        var account = await Send(HttpMethod.Post, "api/v1/auth/token", null, new { user = login.User, password = login.Password }, cancellationToken);
        admin = new AuthenticationHeaderValue(Scheme, account.GetProperty("accessToken").GetString());
        var token = await Send(HttpMethod.Post, "api/v1/tokens", admin, new { name = "import" }, cancellationToken);
        ownToken = token.GetProperty("id").GetString();
        deliver = new AuthenticationHeaderValue(Scheme, token.GetProperty("token").GetString());
    }

    public async Task<IngestReceipt> Accept(IngestBatch batch, CancellationToken cancellationToken)
    {
        using var body = new ByteArrayContent(UplinkWire.Write(batch)) { Headers = { ContentType = new MediaTypeHeaderValue(UplinkWire.ContentType) } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/v1/ingest") { Content = body, Headers = { Authorization = deliver } };
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode is HttpStatusCode.TooManyRequests)
        {
            return new IngestReceipt([], [], response.Headers.RetryAfter?.Delta);
        }

        await Demand(response, cancellationToken);
        return UplinkWire.TryRead(await response.Content.ReadAsByteArrayAsync(cancellationToken), out IngestReceipt? receipt)
            ? receipt
            : throw new HttpRequestException($"{http.BaseAddress} answers, but it is no Monitoring system");
    }

    public async ValueTask DisposeAsync()
    {
        if (ownToken is not null)
        {
            try
            {
                await Send(HttpMethod.Delete, $"api/v1/tokens/{ownToken}", admin, null, CancellationToken.None);
            }
            catch (Exception e) when (e is HttpRequestException or UnauthorizedAccessException or OperationCanceledException)
            {
                // The rows are in; the token stays in the admin's list, where it can be withdrawn.
            }
        }

        http.Dispose();
    }

    private async Task<JsonElement> Send(HttpMethod method, string path, AuthenticationHeaderValue? who, object? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body), Headers = { Authorization = who } };
        using var response = await http.SendAsync(request, cancellationToken);
        await Demand(response, cancellationToken);
        return response.StatusCode is HttpStatusCode.NoContent ? default : await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    private static async Task Demand(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        var text = await Problem(response, cancellationToken);
        throw response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? new UnauthorizedAccessException(text.Length > 0 ? text : "importing needs an admin's login or a gateway's token")
            : new HttpRequestException($"the system answered {(int)response.StatusCode}: {text}");
    }

    private static async Task<string> Problem(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return problem.ValueKind is JsonValueKind.Object && problem.TryGetProperty("detail", out var detail) ? detail.ToString() : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
