using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Wire;

public sealed class DiscoveryIdTests
{
    [Theory]
    [InlineData("siskin", "boiler-room")]
    [InlineData("siskin", "boiler_room_2")]
    public void A_harmless_name_is_itself(string root, string device) =>
        Assert.Equal($"{root}_{device}", DiscoveryId.Of(root, device));

    [Fact]
    public void Names_that_look_alike_stay_apart()
    {
        (string Root, string Device)[] names =
        [
            ("siskin", "kitchen.1"),
            ("siskin", "kitchen 1"),
            ("siskin", "kitchen_1"),
            ("siskin", "kitchen-1"),
            ("siskin", "küche"),
            ("siskin", "koche"),
            ("a_b", "c"),
            ("a", "b_c"),
            ("a/b", "c"),
        ];
        var ids = names.Select(name => DiscoveryId.Of(name.Root, name.Device)).ToArray();

        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches("^[A-Za-z0-9_-]+$", id));
        Assert.Equal(DiscoveryId.Of("siskin", "kitchen.1"), ids[0]);
        Assert.Matches("^siskin_kitchen_1_[0-9a-f]{8}$", ids[0]);
    }
}
