namespace Kraken.MskConnect.Cmdlets.Tests;

public class OutputOrderTests
{
    private readonly OutputOrder _order = new();
    private readonly List<string> _out = [];

    [Fact]
    public void The_first_work_puts_out_at_once()
    {
        var first = _order.Begin();
        Put(first, "a");
        Assert.Equal(["a"], _out);
    }

    [Fact]
    public void Later_works_wait_for_those_before_them()
    {
        var (first, second, third) = (_order.Begin(), _order.Begin(), _order.Begin());
        Put(third, "c1");
        _order.End(third);
        Put(second, "b1");
        Put(first, "a1");
        Assert.Equal(["a1"], _out);
        _order.End(first);
        Assert.Equal(["a1", "b1"], _out);
        Put(second, "b2");
        Assert.Equal(["a1", "b1", "b2"], _out);
        _order.End(second);
        Assert.Equal(["a1", "b1", "b2", "c1"], _out);
    }

    [Fact]
    public void A_work_that_puts_nothing_out_holds_nobody_up()
    {
        var (first, second) = (_order.Begin(), _order.Begin());
        _order.End(first);
        Put(second, "b");
        _order.End(second);
        var third = _order.Begin();
        Put(third, "c");
        Assert.Equal(["b", "c"], _out);
    }

    [Fact]
    public void What_comes_after_the_end_of_its_work_is_put_out_at_once()
    {
        var (first, second) = (_order.Begin(), _order.Begin());
        _order.End(first);
        Put(first, "a");
        Put(second, "b");
        Assert.Equal(["a", "b"], _out);
    }

    private void Put(int turn, string text) => _order.Put(turn, () => _out.Add(text));
}
