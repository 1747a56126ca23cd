using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Monitoring.Contracts;

namespace Monitoring.Silo.Http;

/// <summary>The door for gateways of other processes. Gateways in this process call the same <see cref="IIngest"/> directly.</summary>
public static class IngestEndpoint
{
    public const string Path = "/api/v1/ingest";

    /// <summary>Twice what a gateway sends by default (Uplink:MaxBatchBytes); counted after decompression.</summary>
    public const int MaxBatchBytes = 4 * 1024 * 1024;

    /// <summary>Whoever maps it says who may deliver.</summary>
    public static RouteHandlerBuilder MapIngest(this IEndpointRouteBuilder app) => app.MapPost(Path, Accept)
        .WithTags("Ingest").WithName("ingest")
        .WithMetadata(new RequestSizeLimitAttribute(MaxBatchBytes))
        .WithSummary("A gateway's batch in, a receipt out")
        .WithDescription("WireBatch and WireReceipt of uplink.proto. A receipt that asks to wait has Retry-After; when it settles nothing, the status is 429.")
        .Accepts<byte[]>(UplinkWire.ContentType)
        .Produces<byte[]>(StatusCodes.Status200OK, UplinkWire.ContentType)
        .ProducesProblem(StatusCodes.Status429TooManyRequests)
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Accept(
        HttpRequest request, HttpResponse response, IIngest ingest, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        try
        {
            await request.Body.CopyToAsync(body, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            // From whatever unpacks the Content-Encoding that the sender claims.
            return TypedResults.Problem($"the body is not packed as it says: {e.Message}", statusCode: StatusCodes.Status400BadRequest);
        }

        if (!UplinkWire.TryReadBatch(body.GetBuffer().AsSpan(0, (int)body.Length), out var batch, out var reason))
        {
            return TypedResults.Problem(reason, statusCode: StatusCodes.Status400BadRequest);
        }

        var receipt = await ingest.Accept(batch, cancellationToken);
        if (receipt.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            if (receipt.Accepted.Count == 0 && receipt.Rejected.Count == 0)
            {
                // What a receipt names must reach the gateway, or it would send it for ever; so only an empty one is a refusal.
                return TypedResults.Problem("the backend is full; the batch was not taken, send it again after Retry-After", statusCode: StatusCodes.Status429TooManyRequests);
            }
        }

        return TypedResults.Bytes(UplinkWire.Write(receipt), UplinkWire.ContentType);
    }
}
