using Monitoring.Storage.Relational;

namespace Monitoring.Storage.Tests;

public sealed class CursorTests
{
    [Fact]
    public void An_empty_cursor_is_the_first_page_as_none_is()
    {
        Cursor.Text("").ShouldBeNull();
        Cursor.Numbers("").ShouldBeNull();
    }

    [Fact]
    public void A_cursor_that_someone_made_up_is_refused()
    {
        Should.Throw<InvalidCursorException>(() => Cursor.Text("no hex"));
        Should.Throw<InvalidCursorException>(() => Cursor.Text("00"));
        Should.Throw<InvalidCursorException>(() => Cursor.Numbers("7"));
    }
}
