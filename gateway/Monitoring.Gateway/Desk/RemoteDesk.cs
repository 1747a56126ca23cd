using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.AspNetCore.Mvc;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;

namespace Monitoring.Gateway.Desk;

/// <summary>The desk of a gateway that runs as another process.</summary>
internal sealed class RemoteDesk : IDeviceDesk, IQuarantineDesk, IDisposable
{
    // Nobody waits longer for a gateway that hangs.
    private static readonly TimeSpan ToGreet = TimeSpan.FromSeconds(5);

    private readonly HttpClient http;

    private RemoteDesk(string socket) => http = new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, cancellationToken) => await Connect(socket, cancellationToken),
    })
    {
        BaseAddress = new Uri("http://localhost"),
    };

    /// <summary>The desk behind a socket; null when nobody answers there.</summary>
    public static async Task<RemoteDesk?> Find(string socket, CancellationToken cancellationToken)
    {
        if (!File.Exists(socket))
        {
            return null;
        }

        var desk = new RemoteDesk(socket);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ToGreet);
        try
        {
            using var greeted = await desk.http.GetAsync(new Uri(DeskDoor.Root, UriKind.Relative), patience.Token);
            if (greeted.IsSuccessStatusCode)
            {
                return desk;
            }
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // A killed gateway leaves the file behind, and one that hangs has only its file to show.
        }

        desk.Dispose();
        return null;
    }

    public Task<IReadOnlyList<DeviceResponse>> List(CancellationToken cancellationToken) => Ask<IReadOnlyList<DeviceResponse>>(HttpMethod.Get, DeskDoor.Devices, null, cancellationToken)!;

    public async Task<DeviceResponse> Register(NewDeviceRequest wanted, CancellationToken cancellationToken) =>
        (await Ask<DeviceResponse>(HttpMethod.Post, DeskDoor.Devices, wanted, cancellationToken))!;

    public async Task<IReadOnlyList<QuarantineItem>> List(long? before, CancellationToken cancellationToken) =>
        (await Ask<IReadOnlyList<QuarantineItem>>(HttpMethod.Get, DeskDoor.Quarantine + (before is null ? "" : FormattableString.Invariant($"?before={before}")), null, cancellationToken))!;

    public Task<QuarantineItem?> Replay(long id, CancellationToken cancellationToken) =>
        Ask<QuarantineItem>(HttpMethod.Post, FormattableString.Invariant($"{DeskDoor.Quarantine}/{id}/replay"), null, cancellationToken);

    public async Task<ReplayedItems> Replay(ReplayChoice choice, long after, CancellationToken cancellationToken) =>
        (await Ask<ReplayedItems>(HttpMethod.Post, FormattableString.Invariant($"{DeskDoor.Replay}?after={after}"), choice, cancellationToken))!;

    public void Dispose() => http.Dispose();

    private static async ValueTask<Stream> Connect(string path, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <returns>Null when it is not there.</returns>
    private async Task<T?> Ask<T>(HttpMethod method, string where, object? what, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var request = new HttpRequestMessage(method, where) { Content = what is null ? null : JsonContent.Create(what, what.GetType()) };
            using var response = await http.SendAsync(request, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return await response.Content.ReadFromJsonAsync<T>(cancellationToken);
            }

            return response.StatusCode is HttpStatusCode.NotFound ? null : throw new GatewayException(await Reason(response, cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new GatewayException("the gateway went away before it answered; ask again", e);
        }
    }

    private static async Task<string> Reason(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var problem = response.Content.Headers.ContentType?.MediaType is "application/problem+json"
            ? await response.Content.ReadFromJsonAsync<ProblemDetails>(cancellationToken)
            : null;
        return problem?.Detail ?? $"the gateway answered {(int)response.StatusCode}; its log says more";
    }
}
