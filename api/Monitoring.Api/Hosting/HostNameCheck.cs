using System.Net;
using Microsoft.Extensions.Options;

namespace Monitoring.Api.Hosting;

/// <summary>
/// Refuses requests addressed to a foreign name. Without it, a web page anywhere could point its own host name at
/// 127.0.0.1 and read this system through the visitor's browser (DNS rebinding).
/// </summary>
internal sealed class HostNameCheck(RequestDelegate next, IOptions<ServeOptions> options, IProblemDetailsService problems)
{
    private static readonly string[] OwnNames = ["localhost", "127.0.0.1", "[::1]"];
    private readonly bool isOpenToAny = !IPAddress.IsLoopback(options.Value.Address) && options.Value.HostNames.Count == 0;
    private readonly HashSet<string> names = new([.. OwnNames, options.Value.Listen, .. options.Value.HostNames], StringComparer.OrdinalIgnoreCase);

    public async Task Invoke(HttpContext context)
    {
        if (isOpenToAny || names.Contains(context.Request.Host.Host))
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        await problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = { Detail = $"this system does not answer to the host name '{context.Request.Host.Host}'; Serve:HostNames lists the names it answers to" },
        });
    }
}
