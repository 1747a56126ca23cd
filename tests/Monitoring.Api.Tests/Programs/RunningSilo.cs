using Microsoft.Extensions.DependencyInjection;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Http;
using Monitoring.Testing;

namespace Monitoring.Api.Tests.Programs;

/// <summary>A silo of its own: real Kestrel, real store, its port the same after every restart.</summary>
internal sealed class RunningSilo : IAsyncDisposable
{
    private readonly TemporaryFolder own = new();
    private readonly (string Key, string Value)[] settings;
    private readonly Action<IServiceCollection>? replace;
    private ServedSilo? silo;

    private RunningSilo((string Key, string Value)[] settings, Action<IServiceCollection>? replace) => (this.settings, this.replace) = (settings, replace);

    public Uri Url { get; private set; } = new("http://127.0.0.1:0");

    public string Data => own["data"];

    public string Key => new SiloKey(Data).Read()!;

    public IServiceProvider Services => silo!.Services;

    public static Task<RunningSilo> Start(params (string Key, string Value)[] settings) => Start(null, settings);

    public static async Task<RunningSilo> Start(Action<IServiceCollection>? replace, params (string Key, string Value)[] settings)
    {
        var running = new RunningSilo(settings, replace);
        await running.Start();
        return running;
    }

    public async Task Start()
    {
        var keys = new Dictionary<string, string?>
        {
            [ServedSilo.DataKey] = Data,
            [ServedSilo.HttpKey] = $"{Url.Port}",
            ["Silo:SeedRegistry"] = "false",
            ["Logging:LogLevel:Default"] = "Error",
        };
        foreach (var (key, value) in settings)
        {
            keys[key] = value;
        }

        silo = await ServedSilo.Start(keys, TextWriter.Null, replace);
        Url = silo.Http;
    }

    public async Task Stop()
    {
        if (silo is not null)
        {
            await silo.DisposeAsync();
            silo = null;
        }
    }

    /// <summary>An API beside it, without a gateway.</summary>
    public Task<TestSystem> StartApi(params (string Key, string Value)[] more) => StartApi(Url, more);

    public Task<TestSystem> StartApi(Uri url, params (string Key, string Value)[] more) =>
        TestSystem.Start([("Serve:Data", Data), ("Silo:Url", url.AbsoluteUri), ("Serve:Gateway", "false"), .. more]);

    public async ValueTask DisposeAsync()
    {
        await Stop();
        own.Dispose();
    }
}
