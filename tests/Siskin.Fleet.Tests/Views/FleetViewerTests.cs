using Siskin.Fleet.Devices;
using Siskin.Fleet.Queries;
using Siskin.Fleet.Views;

namespace Siskin.Fleet.Tests.Views;

public sealed class FleetViewerTests
{
    private readonly DeviceBook _book = Messages.Book(Messages.Clock());

    [Fact]
    public void The_first_view_is_whole_and_the_next_ones_are_differences()
    {
        var book = _book;
        var viewer = new FleetViewer(book, FleetQuery.All, () => (null, null));
        Assert.Empty(viewer.Next()!.Changed);
        Assert.Null(viewer.Next());

        book.Take(Messages.Status("a", "online", 1));
        book.Take(Messages.Status("b", "online", 1));
        Assert.Equal(["a", "b"], viewer.Next()!.Changed.Select(row => row.Name).Order());

        book.Take(Messages.Status("b", "offline", 1));
        var view = viewer.Next()!;
        Assert.Equal("down", Assert.Single(view.Changed).State);
        Assert.Equal(1, view.Summary.States["up"]);
        Assert.Null(viewer.Next());
    }

    [Fact]
    public void What_the_query_selects_no_more_is_gone()
    {
        var book = _book;
        var viewer = new FleetViewer(book, FleetQuery.Parse("up"), () => (null, null));
        book.Take(Messages.Status("a", "online", 1));
        book.Take(Messages.Status("b", "offline", 1));
        Assert.Equal("a", Assert.Single(viewer.Next()!.Changed).Name);

        book.Take(Messages.Status("a", "offline", 1));
        var view = viewer.Next()!;

        Assert.Equal(["a"], view.Gone);
        Assert.Equal(0, view.Summary.Devices);
    }

    [Fact]
    public void A_retired_device_is_gone()
    {
        var book = _book;
        var viewer = new FleetViewer(book, FleetQuery.All, () => (null, null));
        book.Take(Messages.Status("a", "online", 1));
        viewer.Next();

        book.Take(Messages.Of("siskin/a/info", ""));

        Assert.Equal(["a"], viewer.Next()!.Gone);
    }

    [Fact]
    public void A_broker_that_is_not_heard_is_news()
    {
        string? problem = null;
        var viewer = new FleetViewer(_book, FleetQuery.All, () => (problem, null));
        viewer.Next();

        problem = "nobody listens.";

        Assert.Equal("nobody listens.", viewer.Next()!.Summary.BrokerProblem);
    }
}
