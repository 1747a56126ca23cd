using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Contracts;
using Monitoring.Gateway.Tests.Spool;
using Monitoring.Gateway.Uplink;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Uplink;

public sealed class HttpIngestClientTests : IAsyncLifetime
{
    private static readonly IngestBatch Batch = new("g-1", [new SequencedTelemetry(7, Messages.Numbered(7))]);

    private readonly ManualTimeProvider clock = new(Messages.Start);
    private WebApplication? server;
    private RequestDelegate answer = _ => Task.CompletedTask;
    private Uri? address;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.MapPost("/api/v1/ingest", (RequestDelegate)(context => answer(context)));
        await server.StartAsync();
        address = new Uri(server.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
    }

    public async ValueTask DisposeAsync() => await server!.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Sends_a_batch_and_reads_the_receipt(bool isCompressed)
    {
        byte[] body = [];
        string[] headers = [];
        answer = async context =>
        {
            (headers, body) = ([context.Request.Headers.Authorization!, context.Request.ContentType!], await Body(context.Request, isCompressed));
            await context.Response.Body.WriteAsync(UplinkWire.Write(new IngestReceipt([new SequenceRange(7, 7)], [new RejectedEntry(8, "no")], TimeSpan.FromSeconds(3))));
        };

        var receipt = await Send(new UplinkOptions { Url = address, Token = "secret", Compress = isCompressed });

        receipt.Accepted.ShouldBe([new SequenceRange(7, 7)]);
        receipt.Rejected.ShouldBe([new RejectedEntry(8, "no")]);
        receipt.RetryAfter.ShouldBe(TimeSpan.FromSeconds(3));
        body.ShouldBe(UplinkWire.Write(Batch));
        headers.ShouldBe(["Bearer secret", "application/x-protobuf"]);
    }

    [Theory]
    [InlineData(400, true)]
    [InlineData(413, true)]
    [InlineData(422, true)]
    [InlineData(403, false)]
    [InlineData(404, false)]
    public async Task Names_a_refusal_and_whether_it_is_about_the_batch(int status, bool isAboutContent)
    {
        answer = context => Results.Problem("the reason in words", statusCode: status).ExecuteAsync(context);

        var refusal = await Should.ThrowAsync<IngestRefusedException>(() => Send());

        refusal.IsAboutContent.ShouldBe(isAboutContent);
        refusal.Message.ShouldBe($"the backend refused the batch ({status}): the reason in words");
    }

    [Fact]
    public async Task A_token_that_the_backend_does_not_know_is_told_in_a_gateways_words()
    {
        answer = context => Results.Problem("log in first", statusCode: 401).ExecuteAsync(context);

        var refusal = await Should.ThrowAsync<IngestRefusedException>(() => Send());

        refusal.IsAboutContent.ShouldBeFalse();
        refusal.Message.ShouldContain("Uplink:Token");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    public async Task A_backend_that_is_elsewhere_now_is_named_and_not_followed(int status)
    {
        answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "https://monitoring.example/api/v1/ingest";
            return Task.CompletedTask;
        };

        var refusal = await Should.ThrowAsync<IngestRefusedException>(() => Send());

        refusal.Message.ShouldBe($"the backend refused the batch ({status}): it is at https://monitoring.example/api/v1/ingest now (Uplink:Url)");
        refusal.IsAboutContent.ShouldBeFalse();
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task Takes_a_failing_or_full_backend_for_one_that_may_take_the_batch_later(int status)
    {
        answer = context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.RetryAfter = "17";
            return context.Response.WriteAsync("<html>not a problem document</html>");
        };

        var failure = await Should.ThrowAsync<IngestUnavailableException>(() => Send());

        failure.RetryAfter.ShouldBe(TimeSpan.FromSeconds(17));
        failure.Message.ShouldContain(status.ToString());
        failure.Message.ShouldContain("not a problem document");
    }

    [Fact]
    public async Task Understands_a_date_to_wait_for()
    {
        answer = context =>
        {
            context.Response.StatusCode = 503;
            context.Response.Headers.RetryAfter = Messages.Start.AddSeconds(40).ToUniversalTime().ToString("R");
            return Task.CompletedTask;
        };

        (await Should.ThrowAsync<IngestUnavailableException>(() => Send())).RetryAfter.ShouldBe(TimeSpan.FromSeconds(40));
    }

    [Fact]
    public async Task An_answer_that_is_no_receipt_settles_nothing()
    {
        answer = context => context.Response.WriteAsync("<html>welcome to the router</html>");

        (await Should.ThrowAsync<IngestUnavailableException>(() => Send())).Message.ShouldContain("no receipt");
    }

    [Fact]
    public async Task A_backend_that_is_not_there_is_unavailable()
    {
        await server!.StopAsync();

        (await Should.ThrowAsync<IngestUnavailableException>(() => Send())).Message.ShouldContain("cannot be reached");
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_answer_is_unavailable()
    {
        answer = async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.Body.WriteAsync(new byte[10]);
            context.Abort();
        };

        await Should.ThrowAsync<IngestUnavailableException>(() => Send());
    }

    private static async Task<byte[]> Body(HttpRequest request, bool isCompressed)
    {
        request.Headers.ContentEncoding.ToString().ShouldBe(isCompressed ? "gzip" : "");
        var bytes = new MemoryStream();
        await (isCompressed ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body).CopyToAsync(bytes);
        return bytes.ToArray();
    }

    private async Task<IngestReceipt> Send(UplinkOptions? options = null)
    {
        options ??= new UplinkOptions { Url = address };
        using var http = HttpIngestClient.Connect(options);
        return await new HttpIngestClient(http, options, clock).Accept(Batch, CancellationToken.None);
    }
}
