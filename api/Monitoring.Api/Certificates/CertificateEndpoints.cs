using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Api.Answers;
using Monitoring.Api.Auth;
using Monitoring.Silo.Stations;

namespace Monitoring.Api.Certificates;

/// <summary>The evidence of a verdict, byte for byte: the SHA-256 of the body is its id.</summary>
internal static class CertificateEndpoints
{
    private const int IdLength = 64;

    public static void MapCertificates(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/certificates/{id}", Find)
        .RequireAuthorization(Permissions.Read).WithTags("Certificates").WithName("findCertificate")
        .WithSummary("The evidence of one verdict")
        .WithDescription("The canonical document; its SHA-256 in lower-case hexadecimal is the id. With ?download it comes as a file.")
        .Produces(StatusCodes.Status200OK, contentType: "application/json");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Find(
        string id, string? download, ICertificates certificates, CancellationToken cancellationToken)
    {
        if (id.Length != IdLength || !id.All(char.IsAsciiHexDigitLower))
        {
            return Refusal.BadRequest("a certificate id is 64 hexadecimal digits in lower case");
        }

        return await certificates.Find(id, cancellationToken) is { } evidence
            ? TypedResults.Bytes(Encoding.UTF8.GetBytes(evidence.Document), "application/json", download is null ? null : $"certificate-{id[..12]}.json")
            : Refusal.NotFound($"no verdict of this system ever had the certificate {id}");
    }
}
