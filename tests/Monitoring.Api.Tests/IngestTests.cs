using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts;
using Monitoring.Silo.Http;

namespace Monitoring.Api.Tests;

public sealed class IngestTests
{
    private static readonly IngestBatch OneMessage = new("edge-1", [new SequencedTelemetry(7, Sample.Water("S1", Sample.SampledAt, Sample.ClassTwo))]);

    [Fact]
    public async Task A_receipt_names_what_is_durable()
    {
        await using var system = await TestSystem.Start();
        using var gateway = await system.AsGateway();

        using var response = await gateway.PostAsync("/api/v1/ingest", TestSystem.Batch(OneMessage));

        response.Content.Headers.ContentType!.MediaType.ShouldBe(UplinkWire.ContentType);
        UplinkWire.TryRead(await response.Content.ReadAsByteArrayAsync(), out IngestReceipt? receipt).ShouldBeTrue();
        receipt!.Accepted.ShouldBe([new SequenceRange(7, 7)]);
        receipt.Rejected.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_compressed_batch_is_taken_too()
    {
        await using var system = await TestSystem.Start();
        using var gateway = await system.AsGateway();
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(UplinkWire.Write(OneMessage));
        }

        using var body = TestSystem.Protobuf(compressed.ToArray());
        body.Headers.ContentEncoding.Add("gzip");
        using var response = await gateway.PostAsync("/api/v1/ingest", body);

        UplinkWire.TryRead(await response.Content.ReadAsByteArrayAsync(), out IngestReceipt? receipt).ShouldBeTrue();
        receipt!.Accepted.ShouldBe([new SequenceRange(7, 7)]);
    }

    [Fact]
    public async Task Bytes_that_are_no_batch_are_a_bad_request_with_a_reason()
    {
        await using var system = await TestSystem.Start();
        using var gateway = await system.AsGateway();

        using var response = await gateway.PostAsync("/api/v1/ingest", TestSystem.Protobuf([0xff, 0xff, 0x01, 0x80]));

        await ShouldBeProblem(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_that_is_not_packed_as_it_says_is_a_bad_request()
    {
        await using var system = await TestSystem.Start();
        using var gateway = await system.AsGateway();
        using var body = TestSystem.Batch(OneMessage);
        body.Headers.ContentEncoding.Add("gzip");

        using var response = await gateway.PostAsync("/api/v1/ingest", body);

        await ShouldBeProblem(response, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_body_beyond_the_bound_is_too_large_also_when_it_only_unpacks_to_it()
    {
        await using var system = await TestSystem.Start();
        using var gateway = await system.AsGateway();
        var large = new byte[IngestEndpoint.MaxBatchBytes + 1];
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(large);
        }

        using var bomb = TestSystem.Protobuf(packed.ToArray());
        bomb.Headers.ContentEncoding.Add("gzip");
        using var unpacked = await gateway.PostAsync("/api/v1/ingest", bomb);
        gateway.DefaultRequestHeaders.ExpectContinue = true; // the answer comes before the body is sent, so nothing is cut off in the middle
        using var plain = await gateway.PostAsync("/api/v1/ingest", TestSystem.Protobuf(large));

        await ShouldBeProblem(unpacked, HttpStatusCode.RequestEntityTooLarge);
        await ShouldBeProblem(plain, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Another_content_type_is_unsupported()
    {
        await using var system = await TestSystem.Start();
        using var gateway = await system.AsGateway();

        using var response = await gateway.PostAsJsonAsync("/api/v1/ingest", new { });

        await ShouldBeProblem(response, HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task A_full_backend_says_429_and_how_long_to_wait()
    {
        await using var system = await TestSystem.Start(Answering(new IngestReceipt([], [], TimeSpan.FromSeconds(2.5))));
        using var gateway = await system.AsGateway();

        using var response = await gateway.PostAsync("/api/v1/ingest", TestSystem.Batch(OneMessage));

        await ShouldBeProblem(response, HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_receipt_that_settles_something_reaches_the_gateway_although_it_asks_to_wait()
    {
        await using var system = await TestSystem.Start(Answering(new IngestReceipt([new SequenceRange(7, 7)], [], TimeSpan.FromSeconds(1))));
        using var gateway = await system.AsGateway();

        using var response = await gateway.PostAsync("/api/v1/ingest", TestSystem.Batch(OneMessage));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        UplinkWire.TryRead(await response.Content.ReadAsByteArrayAsync(), out IngestReceipt? receipt).ShouldBeTrue();
        receipt!.Accepted.ShouldBe([new SequenceRange(7, 7)]);
    }

    [Fact]
    public async Task Only_a_gateways_token_delivers()
    {
        await using var system = await TestSystem.Start();
        using var admin = await system.As();

        using var anonymous = await system.Client.PostAsync("/api/v1/ingest", TestSystem.Batch(OneMessage));
        using var person = await admin.PostAsync("/api/v1/ingest", TestSystem.Batch(OneMessage));

        await ShouldBeProblem(anonymous, HttpStatusCode.Unauthorized);
        await ShouldBeProblem(person, HttpStatusCode.Forbidden);
    }

    private static Action<IServiceCollection> Answering(IngestReceipt receipt) => services => services.AddSingleton<IIngest>(new FixedIngest(receipt));

    private static async Task ShouldBeProblem(HttpResponseMessage response, HttpStatusCode status)
    {
        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    private sealed class FixedIngest(IngestReceipt receipt) : IIngest
    {
        public Task<IngestReceipt> Accept(IngestBatch batch, CancellationToken cancellationToken) => Task.FromResult(receipt);
    }
}
