using Microsoft.Extensions.Options;
using Monitoring.Api.About;
using Monitoring.Api.Alerts;
using Monitoring.Api.Answers;
using Monitoring.Api.Assessments;
using Monitoring.Api.Auth;
using Monitoring.Api.Certificates;
using Monitoring.Api.Demo;
using Monitoring.Api.Devices;
using Monitoring.Api.Gateways;
using Monitoring.Api.Hosting;
using Monitoring.Api.Live;
using Monitoring.Api.Metrics;
using Monitoring.Api.Quarantine;
using Monitoring.Api.Readings;
using Monitoring.Api.Stations;
using Monitoring.Gateway.Hosting;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Http;

namespace Monitoring.Api;

/// <summary>API and page, by default with gateway and silo in the same process.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => CommandLine.Run(args, Serve);

    internal static void Compose(WebApplicationBuilder builder, ServeOptions serve, Parts parts, DataFolder folder)
    {
        builder.Logging.AddQuietLogging();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ApplicationServices.GetRequiredService<HttpDoor>().Open(kestrel, serve);
            if (parts.HasGateway)
            {
                kestrel.ListenGateway();
            }
        });
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton(Options.Create(serve))
            .AddSingleton(folder)
            .AddSingleton<HttpDoor>()
            .AddParts(parts, builder.Configuration)
            .PostConfigure<SiloOptions>(silo => silo.DataFolder = folder.Path)
            .PostConfigure<GatewayOptions>(gateway => (gateway.Data, gateway.Listen) = (folder["gateway"], serve.Listen))
            .AddAuth(builder.Configuration, folder)
            .AddAnswers()
            .AddSingleton<NewStations>()
            .AddDemo(builder.Configuration)
            .AddMetricsText()
            .AddRequestDecompression(_ => { })
            .AddOpenApi();
    }

    internal static void Map(WebApplication app, Parts parts)
    {
        app.UseSecurityHeaders();
        app.UseProblems();
        app.UseStorableQuestions();
        app.UseMiddleware<HostNameCheck>();
        app.UseDefaultFiles();
        app.UseStaticFiles();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseRequestDecompression();

        app.MapOpenApi().AllowAnonymous();
        app.MapHealth();
        app.MapSystem();
        app.MapMetrics();
        app.MapAuth();
        app.MapAccounts();
        app.MapStations();
        app.MapReadings();
        app.MapCertificates();
        app.MapAlerts();
        app.MapAssessments();
        app.MapEvents();
        app.MapGateways();
        if (parts.HasGateway)
        {
            app.MapDevices();
            app.MapQuarantine();
        }
        else
        {
            app.MapGatewayElsewhere();
        }

        app.MapIngest().RequireAuthorization(Permissions.Deliver);
        app.MapSpecifiedLibraries();
    }

    private static async Task<int> Serve(IReadOnlyDictionary<string, string?> keys, CancellationToken cancellationToken)
    {
        try
        {
            await using var system = await ServedApi.Start(keys, Console.Out, cancellationToken: cancellationToken);
            await system.WaitForShutdown(cancellationToken);
            return CommandLine.Done;
        }
        catch (StartFailure failure)
        {
            await Console.Error.WriteLineAsync($"monitoring: {failure.Message}");
            return failure.IsWrongUsage ? CommandLine.WrongUsage : CommandLine.Failed;
        }
    }
}
