using Siskin.Agent.Tests.Harness;
using Siskin.Agent.Updates;
using Siskin.Agent.Wire;

namespace Siskin.Agent.Tests.Updates;

public sealed class OfferReaderTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly OfferedBundle _files;

    public OfferReaderTests()
    {
        OfferedBundle.Keys(_folder);
        _files = OfferedBundle.Create(_folder.File("new"), "0.0.2", _folder.File("key.pem"));
    }

    [Fact]
    public void An_offer_says_what_its_signed_manifest_says()
    {
        var offer = Check(_files.Offer());

        Assert.Equal(("offer-1", "random", "0.0.2"), (offer.Id, offer.Bundle.Name, offer.Bundle.Version));
        Assert.Equal(_files.Sizes.Values.Sum(), offer.Bytes);
        Assert.Equal(new Uri("http://files.example/bundle/"), offer.Url);
        Assert.Equal($"random-0.0.2-{offer.Hash[..16]}", offer.Key);
        Assert.Equal(ManifestHash.Of(_files.Folder), offer.Hash);
    }

    [Fact]
    public void An_offer_without_an_id_is_named_by_its_manifest()
    {
        var offer = Check(OfferReader.Parse(OfferedBundle.Bytes(_files.Offer() with { Id = null })));

        Assert.Equal(offer.Hash[..16], offer.Id);
    }

    [Fact]
    public void Names_that_the_signature_does_not_cover_cannot_differ_from_it() =>
        AssertRefused(_files.Offer() with { Version = "9" }, "The offer says random 9, its manifest random 0.0.2.");

    [Theory]
    [InlineData("!")]
    [InlineData("")]
    [InlineData("AAAA")]
    public void A_signature_that_is_none_is_refused(string signature) =>
        AssertRefused(_files.Offer() with { Signature = signature }, "signature");

    [Theory]
    [InlineData("ftp://files.example/x/")]
    [InlineData("files/x")]
    [InlineData("http://user:secret@files.example/x")]
    [InlineData("http://files.example/x?token=1")]
    [InlineData("file:///etc/")]
    public void Only_plain_addresses_of_servers_are_taken(string url) =>
        AssertRefused(_files.Offer(url: url), "url is not http://HOST/PATH/ or https://HOST/PATH/");

    [Fact]
    public void Files_come_from_one_place()
    {
        AssertRefused(_files.Offer() with { Chunks = true }, "The offer needs either url or chunks = true.");
        AssertRefused(_files.Offer() with { Url = null }, "The offer needs either url or chunks = true.");
    }

    [Fact]
    public void Every_file_has_a_size_and_all_together_are_within_the_limit()
    {
        var sizes = _files.Sizes;
        var largest = _files.LargestFile;

        sizes.Remove(largest);
        AssertRefused(_files.Offer() with { Files = sizes }, $"files does not say how many bytes '{largest}' has.");
        sizes[largest] = -1;
        AssertRefused(_files.Offer() with { Files = sizes }, $"files does not say how many bytes '{largest}' has.");
        sizes[largest] = long.MaxValue;
        AssertRefused(_files.Offer() with { Files = sizes }, "The bundle has more than 256 MB, which [updates] max_mb");
        sizes[largest] = 1;
        sizes["../other"] = 1;
        AssertRefused(_files.Offer() with { Files = sizes }, "files has '../other', which the manifest does not list.");
    }

    [Fact]
    public void A_bundle_of_another_name_is_taken_only_where_that_is_allowed()
    {
        var offer = Check(_files.Offer());

        var error = Assert.Throws<UpdateException>(() => Reader().Compare(offer, "siskin-mini", "0.0.1"));
        Assert.StartsWith(
            "The offered bundle is random, this device has siskin-mini;",
            error.Message,
            StringComparison.Ordinal
        );
        Reader("allow_downgrade = true").Compare(offer, "siskin-mini", "0.0.1");
    }

    public void Dispose() => _folder.Dispose();

    private OfferReader Reader(string terms = "") => new(UpdateBench.ConfigOf(_folder, terms).Updates);

    private Offer Check(UpdateOfferMessage message) => Reader().Check(message);

    private void AssertRefused(UpdateOfferMessage message, string reason) =>
        Assert.Contains(reason, Assert.Throws<UpdateException>(() => Check(message)).Message, StringComparison.Ordinal);
}
