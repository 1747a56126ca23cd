using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Monitoring.Testing;

/// <summary>Waits on a condition with a generous deadline: tests never assert a time and never sleep for one.</summary>
public static class Eventually
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    public static Task True(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        True(() => Task.FromResult(condition()), what);

    public static async Task True(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            if (watch.Elapsed > Deadline)
            {
                throw new TimeoutException($"not within {Deadline.TotalSeconds} s: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }
    }

    /// <summary>Awaits long work for as long as it makes progress: the deadline begins anew with each change of <paramref name="progress"/>.</summary>
    public static async Task Goes<T>(Func<T> progress, Task work, string what)
    {
        var (seen, watch) = (progress(), Stopwatch.StartNew());
        while (await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System)) != work)
        {
            if (!Equals(progress(), seen))
            {
                (seen, watch) = (progress(), Stopwatch.StartNew());
            }

            if (watch.Elapsed > Deadline)
            {
                throw new TimeoutException($"no progress for {Deadline.TotalSeconds} s: {what}");
            }
        }

        await work;
    }

    /// <summary>Waits until a count has grown to <paramref name="least"/>: the deadline begins anew with each change.</summary>
    public static async Task Reaches(Func<int> count, int least, string what)
    {
        var (seen, watch) = (count(), Stopwatch.StartNew());
        while (seen < least)
        {
            if (watch.Elapsed > Deadline)
            {
                throw new TimeoutException($"{seen} of {least} and no progress for {Deadline.TotalSeconds} s: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            var now = count();
            if (now != seen)
            {
                (seen, watch) = (now, Stopwatch.StartNew());
            }
        }
    }

    /// <summary>Awaits a task that must end; a hang becomes a failure that names itself.</summary>
    public static async Task<T> Ends<T>(Task<T> task, [CallerArgumentExpression(nameof(task))] string? what = null)
    {
        await Ends((Task)task, what);
        return await task;
    }

    public static async Task Ends(Task task, [CallerArgumentExpression(nameof(task))] string? what = null)
    {
        if (await Task.WhenAny(task, Task.Delay(Deadline, TimeProvider.System)) != task)
        {
            throw new TimeoutException($"not within {Deadline.TotalSeconds} s: {what}");
        }

        await task;
    }
}
