using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Gateway.Uplink;
using Monitoring.Silo.Http;
using Monitoring.Silo.Remote;

namespace Monitoring.Api.Ingest;

/// <summary>The ingest of an API beside a silo: passes the batch on, and gives the receipt that it got.</summary>
internal sealed class ForwardedIngest(IOptions<RemoteSiloOptions> silo, SiloKey key, TimeProvider clock) : IIngest, IDisposable
{
    private readonly HttpClient http = HttpIngestClient.Connect(new UplinkOptions { Url = silo.Value.Url });

    /// <exception cref="SiloUnavailableException">Nothing is settled.</exception>
    public async Task<IngestReceipt> Accept(IngestBatch batch, CancellationToken cancellationToken)
    {
        var client = new HttpIngestClient(http, new UplinkOptions { Url = silo.Value.Url, Token = key.Read() }, clock);
        try
        {
            return await client.Accept(batch, cancellationToken);
        }
        catch (IngestUnavailableException full) when (full.RetryAfter is not null)
        {
            return new IngestReceipt([], [], full.RetryAfter);
        }
        catch (Exception e) when (e is IngestUnavailableException or IngestRefusedException { IsAboutContent: false })
        {
            throw new SiloUnavailableException($"the silo did not take the batch: {e.Message}", e);
        }
    }

    public void Dispose() => http.Dispose();
}
