using System.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;
using Monitoring.Gateway.Uplink;
using Monitoring.Silo.Remote;
using Monitoring.Storage;

namespace Monitoring.Api.Answers;

/// <summary>Writes RFC 9457 problem details for every failure, whatever the client says it accepts: a reason it did not ask for beats none.</summary>
internal sealed partial class ProblemWriter(ILogger<ProblemWriter> log) : IProblemDetailsWriter
{
    // A store that was restarted, or a lock that somebody holds, is there again within moments.
    private const string SecondsToWait = "5";

    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        var problem = context.ProblemDetails;
        problem.Status ??= response.StatusCode;
        problem.Title ??= ReasonPhrases.GetReasonPhrase(problem.Status.Value);
        problem.Detail ??= context.Exception switch
        {
            BadHttpRequestException bad => Explain(bad),
            InvalidCursorException or SiloUnavailableException or IngestRefusedException => context.Exception.Message,
            { } failed when StoreFault.IsOfAText(failed) => "a text of the request holds a character that the store does not keep (U+0000)",
            _ => Advice(problem.Status.Value, context.HttpContext.Request),
        };
        problem.Type ??= "about:blank";
        if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            problem.Extensions["traceId"] = Activity.Current?.Id ?? context.HttpContext.TraceIdentifier;
        }

        if (context.Exception is { } failure && StoreFault.IsOfTheStore(failure))
        {
            response.Headers.RetryAfter = SecondsToWait;
            StoreFailed(context.HttpContext.Request.Path, failure.Message.Split('\n')[0]);
        }

        response.StatusCode = problem.Status.Value;
        return new ValueTask(response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json"));
    }

    private static string Explain(BadHttpRequestException bad) => bad.InnerException is { } inner ? $"{bad.Message} {inner.Message}" : bad.Message;

    private static string Advice(int status, HttpRequest request) => status switch
    {
        StatusCodes.Status401Unauthorized => "log in with POST /api/v1/auth/token and send Authorization: Bearer …",
        StatusCodes.Status403Forbidden => "this account's role does not include it",
        StatusCodes.Status404NotFound => $"there is nothing at {request.Path}; /openapi/v1.json lists what there is",
        StatusCodes.Status405MethodNotAllowed => $"{request.Method} is not offered at {request.Path}",
        StatusCodes.Status413PayloadTooLarge => "the body is larger than this address takes",
        StatusCodes.Status415UnsupportedMediaType => "send the body with the content type that /openapi/v1.json names",
        StatusCodes.Status429TooManyRequests => "too many requests; wait for Retry-After",
        StatusCodes.Status503ServiceUnavailable => "the store cannot be used now; ask again after Retry-After",
        StatusCodes.Status500InternalServerError => "this is a fault of the system; its log holds the traceId",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Path} was not answered, the store cannot be used: {Why}")]
    private partial void StoreFailed(string path, string why);
}
