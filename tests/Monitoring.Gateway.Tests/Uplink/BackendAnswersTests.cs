using Monitoring.Gateway.Tests.Spool;
using Monitoring.Gateway.Uplink;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Uplink;

public sealed class BackendAnswersTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly UplinkOptions options = new();
    private readonly ManualTimeProvider clock = new(Messages.Start);
    private readonly BackendAnswers answers;

    public BackendAnswersTests() => answers = new BackendAnswers(options, clock);

    [Fact]
    public async Task A_pause_ends_when_another_lane_is_answered()
    {
        var pause = answers.Await(Hour, CancellationToken.None);
        await Later(options.FirstPause);
        pause.IsCompleted.ShouldBeFalse();

        answers.Came();

        await Eventually.Ends(pause);
    }

    [Fact]
    public async Task A_pause_is_never_shorter_than_the_first()
    {
        var pause = answers.Await(Hour, CancellationToken.None);
        answers.Came();
        await Later(options.FirstPause / 2);
        pause.IsCompleted.ShouldBeFalse();

        clock.Advance(options.FirstPause / 2);

        await Eventually.Ends(pause);
    }

    [Fact]
    public async Task A_pause_ends_by_itself_and_an_answer_before_it_counts_for_nothing()
    {
        answers.Came();
        var pause = answers.Await(Hour, CancellationToken.None);
        await Later(options.FirstPause);
        await Later(Hour / 2);
        pause.IsCompleted.ShouldBeFalse();

        clock.Advance(Hour / 2);

        await Eventually.Ends(pause);
    }

    [Fact]
    public async Task A_pause_ends_with_its_token()
    {
        using var stop = new CancellationTokenSource();
        var pause = answers.Await(Hour, stop.Token);
        await Later(options.FirstPause);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Eventually.Ends(pause));
    }

    // Moves on once the pause has set its timer.
    private async Task Later(TimeSpan by)
    {
        await Eventually.True(() => clock.WaitingTimers == 1);
        clock.Advance(by);
        await Eventually.True(() => clock.WaitingTimers == 1);
    }
}
