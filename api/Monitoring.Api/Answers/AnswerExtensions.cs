using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Monitoring.Gateway.Uplink;
using Monitoring.Silo.Remote;
using Monitoring.Storage;

namespace Monitoring.Api.Answers;

/// <summary>The form of every answer: JSON in camelCase, Chinese readable, enums by name, failures as problem details.</summary>
internal static class AnswerExtensions
{
    public static IServiceCollection AddAnswers(this IServiceCollection services)
    {
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        return services.ConfigureHttpJsonOptions(o => Configure(o.SerializerOptions));
    }

    /// <summary>Failures become problem details; a request that the client got wrong is no event for the log.</summary>
    public static void UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = c => StatusOf(c.Exception) != StatusCodes.Status500InternalServerError,
        });
        app.UseStatusCodePages();
    }

    private static int StatusOf(Exception failure) => failure switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        InvalidCursorException => StatusCodes.Status400BadRequest,
        SiloUnavailableException => StatusCodes.Status503ServiceUnavailable,
        IngestRefusedException refused => (int)refused.Status,
        _ when StoreFault.IsOfAText(failure) => StatusCodes.Status400BadRequest,
        _ when StoreFault.IsOfTheStore(failure) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static void Configure(JsonSerializerOptions json)
    {
        // "+08:00", "&&" and Chinese stay readable. Answers are application/json with nosniff, so no browser takes them for markup.
        json.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.Converters.Add(new ChinaTimeJsonConverter());
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }
}
