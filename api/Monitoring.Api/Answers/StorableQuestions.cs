namespace Monitoring.Api.Answers;

/// <summary>
/// A NUL in a question is the client's mistake, whichever store would be asked: PostgreSQL keeps none in a text, and a list that holds none
/// is not asked for one.
/// </summary>
internal static class StorableQuestions
{
    public static void UseStorableQuestions(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) is true
            ? throw new BadHttpRequestException("the question holds the character U+0000, which no text here holds")
            : next(context));
}
