using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Remote;
using Monitoring.Storage;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests;

public sealed class SiloRegistrationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_host_with_a_silo_takes_messages_is_ready_and_starts_again_on_the_same_folder()
    {
        for (var run = 0; run < 2; run++)
        {
            await using var host = Host();
            await host.StartAsync();

            var receipt = await host.Services.GetRequiredService<IIngest>().Accept(
                new IngestBatch("gw", [new SequencedTelemetry(1, Message.ClassTwo(SiloUnderTest.Noon))]), default);

            receipt.Accepted.ShouldBe([new SequenceRange(1, 1)]);
            (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status.ShouldBe(HealthStatus.Healthy);
            await host.StopAsync();
        }
    }

    [Fact]
    public async Task A_second_silo_on_the_folder_does_not_start()
    {
        await using var first = Host();
        await first.StartAsync();
        await using var second = Host();

        (await Should.ThrowAsync<StoreUnavailableException>(() => second.StartAsync())).Message.ShouldContain("in use");
    }

    [Theory]
    [InlineData("Silo:MaxPendingMessages", "0")]
    [InlineData("Silo:SweepEvery", "00:00:00")]
    [InlineData("Devices:DefaultTargetClass", "6")]
    public async Task An_option_out_of_range_stops_the_start_and_is_named(string key, string value)
    {
        await using var host = Host((key, value));

        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync())).Message.ShouldContain(key.Split(':')[1]);
    }

    [Fact]
    public void A_way_to_host_stations_that_this_build_does_not_have_stops_the_start_in_one_line()
    {
        var failure = Should.Throw<StartFailure>(() => Host(("Silo:Host", "orleans")));

        failure.IsWrongUsage.ShouldBeTrue();
        failure.Message.ShouldBe("Silo:Host is 'orleans', and this build has inprocess only: docs/operations/full-feed.md says how to build with more");
    }

    [Fact]
    public async Task A_program_that_cannot_host_stations_as_it_is_told_ends_with_2()
    {
        var keys = new Dictionary<string, string?> { [ServedSilo.DataKey] = folder["data"], [ServedSilo.HttpKey] = "0", ["Silo:Host"] = "orleans" };

        (await ServedSilo.Run(keys, [], TestContext.Current.CancellationToken)).ShouldBe(Program.WrongUsage);
    }

    [Theory]
    [InlineData("Silo:RetryAfter", "soon")]
    [InlineData("Silo:MaxPendingMessages", "0")]
    [InlineData(ServedSilo.HttpKey, "eighty")]
    public async Task A_setting_that_makes_no_sense_ends_the_program_with_2(string key, string value)
    {
        var keys = new Dictionary<string, string?> { [ServedSilo.DataKey] = folder["data"], [ServedSilo.HttpKey] = "0", [key] = value };

        var failure = await Should.ThrowAsync<StartFailure>(() => ServedSilo.Start(keys, TextWriter.Null, cancellationToken: TestContext.Current.CancellationToken));

        failure.IsWrongUsage.ShouldBeTrue();
        failure.Message.ShouldContain(key.Split(':')[^1]);
        failure.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData("Silo:Url", "ftp://127.0.0.1")]
    [InlineData("Silo:Url", "127.0.0.1")]
    [InlineData("Silo:Url", "localhost:8081")]
    [InlineData("Silo:Url", "http://silo.example:8081")]
    [InlineData("Silo:Patience", "-00:00:01")]
    [InlineData("Silo:StartPatience", "-00:00:01")]
    public async Task A_silo_elsewhere_that_cannot_be_asked_or_would_get_the_key_in_clear_stops_the_start_and_is_named(string key, string value)
    {
        await using var host = Beside((key, value), ("Silo:Url", "http://127.0.0.1:8081"));

        (await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync())).Message.ShouldContain(key);
    }

    [Theory]
    [InlineData("http://localhost:8081", "false")]
    [InlineData("http://[::1]:8081", "false")]
    [InlineData("https://silo.example", "false")]
    [InlineData("http://silo.example:8081", "true")]
    public async Task A_silo_on_this_machine_behind_tls_or_on_a_line_that_is_trusted_can_be_asked(string url, string allow)
    {
        await using var host = Beside(("Silo:Url", url), ("Silo:AllowPlainHttp", allow));

        host.Services.GetRequiredService<IOptions<RemoteSiloOptions>>().Value.Url.ShouldBe(new Uri(url));
    }

    public void Dispose() => folder.Dispose();

    private AsyncHost Host(params (string Key, string Value)[] settings) => Host(static (services, configuration) => services.AddSilo(configuration), settings);

    private AsyncHost Beside(params (string Key, string Value)[] settings) => Host(static (services, configuration) => services.AddRemoteSilo(configuration), settings);

    // Of a key that comes twice the first counts.
    private AsyncHost Host(Func<IServiceCollection, IConfiguration, IServiceCollection> add, (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(
            settings.Append(("Silo:DataFolder", folder["data"])).DistinctBy(s => s.Item1).Select(s => new KeyValuePair<string, string?>(s.Item1, s.Item2)));
        add(builder.Services, builder.Configuration);
        return new AsyncHost(builder.Build());
    }

    // A host ends asynchronously; to block on that here would take the thread that it needs.
    private sealed class AsyncHost(IHost host) : IAsyncDisposable
    {
        public IServiceProvider Services => host.Services;

        public Task StartAsync() => host.StartAsync();

        public Task StopAsync() => host.StopAsync();

        public ValueTask DisposeAsync() => ((IAsyncDisposable)host).DisposeAsync();
    }
}
