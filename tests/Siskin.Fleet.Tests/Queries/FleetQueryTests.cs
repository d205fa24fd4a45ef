using Siskin.Fleet.Devices;
using Siskin.Fleet.Queries;

namespace Siskin.Fleet.Tests.Queries;

public sealed class FleetQueryTests
{
    private readonly DeviceBook _book = Messages.Book(
        Messages.Clock(),
        labels: "boiler-* site=north floor=2\npump-* site=south\n"
    );

    public FleetQueryTests()
    {
        foreach (var (device, bundle) in new[] { ("boiler-1", "0.9.0"), ("boiler-2", "0.10.0"), ("pump-1", "0.8.3") })
        {
            _book.Take(Messages.Status(device, "online", 1));
            _book.Take(Messages.Info(device, bundle: bundle));
            _book.Take(Messages.Telemetry(device, Messages.TelemetryOf(queue: device == "pump-1" ? 12 : 0)));
        }
        _book.Take(Messages.Status("boiler-2", "offline", 1));
    }

    [Theory]
    [InlineData("", "boiler-1 boiler-2 pump-1")]
    [InlineData("site=north", "boiler-1 boiler-2")]
    [InlineData("SITE = North", "boiler-1 boiler-2")]
    [InlineData("bundle<0.9", "pump-1")]
    [InlineData("bundle<0.10", "boiler-1 pump-1")] // parts of a version, not a fraction
    [InlineData("bundle>=0.9.0", "boiler-1 boiler-2")]
    [InlineData("site=north and bundle<0.10.0", "boiler-1")]
    [InlineData("site=south or state=down", "boiler-2 pump-1")]
    [InlineData("not site=north", "pump-1")]
    [InlineData("not not up", "boiler-1 pump-1")]
    [InlineData("up and (site=south or floor>1)", "boiler-1 pump-1")]
    [InlineData("site=south or site=north and down", "boiler-2 pump-1")] // and binds closer
    [InlineData("device=boiler-*", "boiler-1 boiler-2")]
    [InlineData("device~ump", "pump-1")]
    [InlineData("device!=boiler-*", "pump-1")]
    [InlineData("queue>10", "pump-1")]
    [InlineData("queue=12.0", "pump-1")]
    [InlineData("floor", "boiler-1 boiler-2")]
    [InlineData("floor!=2", "pump-1")] // without a floor it is not on the second
    [InlineData("p95<=12 and memory>79", "boiler-1 boiler-2 pump-1")]
    [InlineData("provider=\"cpu\" and site='south'", "pump-1")]
    [InlineData("\t up\n", "boiler-1 pump-1")]
    [InlineData("nothing=x", "")]
    public void A_query_selects_devices(string query, string expected)
    {
        var parsed = FleetQuery.Parse(query);

        Assert.Equal(
            expected,
            string.Join(' ', _book.Read(0, device => parsed.Matches(device) ? device.Name : null).Changed.Order())
        );
    }

    [Theory]
    [InlineData("site=", "The query ends too early")]
    [InlineData("site=north and", "The query ends too early")]
    [InlineData("(site=north", "\")\"")]
    [InlineData("site=north)", "\")\" at character 11")]
    [InlineData("=north", "\"=\" at character 1")]
    [InlineData("site north", "\"north\" at character 6")]
    [InlineData("site='north", "character 6")]
    [InlineData("a ! b", "character 3")]
    [InlineData("\"site\"=north", "character 1")]
    public void What_is_no_query_is_refused_with_the_place(string query, string reason)
    {
        var e = Assert.Throws<FormatException>(() => FleetQuery.Parse(query));

        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_of_two_parts_is_no_fraction()
    {
        Assert.True(QueryValue.Compare("0.9", "0.10", versions: true) < 0);
        Assert.True(QueryValue.Compare("0.9", "0.10", versions: false) > 0);
    }

    [Fact]
    public void A_query_that_would_take_the_stack_is_refused()
    {
        Assert.Throws<FormatException>(() => FleetQuery.Parse(new string('(', 500)));
        Assert.Throws<FormatException>(() => FleetQuery.Parse(new string('a', 5_000)));
    }

    [Fact]
    public void Any_text_is_a_query_or_a_clear_refusal()
    {
        var random = new Random(7);
        const string Letters = "ab =<>!~()\"'*.1 and or not";
        for (var i = 0; i < 3_000; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(24)).Select(_ => Letters[random.Next(Letters.Length)])
            );
            try
            {
                var query = FleetQuery.Parse(text);
                _book.ForEach(device => query.Matches(device));
            }
            catch (FormatException e)
            {
                Assert.StartsWith("The query ", e.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Every_field_that_is_documented_is_known() =>
        _book.ForEach(device => Assert.All(QueryField.Names, name => Assert.NotNull(QueryField.Of(device, name))));
}
