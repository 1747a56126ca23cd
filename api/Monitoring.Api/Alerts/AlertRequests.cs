using Monitoring.Storage;

namespace Monitoring.Api.Alerts;

/// <summary>What comes with an acknowledgement, a comment or a close.</summary>
/// <param name="Note">Free text.</param>
/// <param name="Province">The side of the border that the user speaks for: CQ, SC or other; left away when unknown.</param>
internal sealed record AlertNote(string? Note = null, string? Province = null);

/// <param name="Assignee">Name of an account.</param>
internal sealed record AlertAssignment(string? Assignee, string? Note = null, string? Province = null);

/// <param name="To">The province that takes it over: CQ, SC or other.</param>
internal sealed record AlertHandOver(string? To, string? Note = null, string? Province = null);

internal static class AlertRequestCheck
{
    private const int MaxNote = 2000;

    /// <summary>What is wrong with it, as one sentence; null when nothing is.</summary>
    public static string? Fault(string? note, string? province) =>
        note?.Length > MaxNote ? $"note has at most {MaxNote} characters"
        : province is not null && !IsProvince(province) ? "province is CQ, SC or other"
        : null;

    public static bool IsProvince(string? text) => text is Province.Chongqing or Province.Sichuan or Province.Other;
}
