using Siskin.Models.Architecture;
using Siskin.Models.Export;
using Siskin.Models.Recipes;
using Siskin.Runtime.Bundles;
using Xunit;

namespace Siskin.Models.Tests.Architecture;

public sealed class CausalSizesTests
{
    public static TheoryData<string> Names => ["mu-330m", "mu-vision", "siskin-mini", "siskin-quick", "default"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Both_families_have_the_same_number_of_weights_within_two_percent(string name)
    {
        var options = Named(name);

        double encoderDecoder = Cost(options).Weights;
        double decoderOnly = Cost(options with { Architecture = ModelShape.DecoderOnly }).Weights;

        Assert.InRange(decoderOnly / encoderDecoder, 0.98, 1.02);
    }

    [Fact]
    public void The_published_shape_has_its_published_size_and_keeps_its_mlp()
    {
        var options = PublishedShapes.Named("mu-330m");

        Assert.Equal(332_042_240, Cost(options).Weights);
        Assert.Equal(new CausalSizes(31, 4096), CausalSizes.Of(options));
        Assert.Equal(329_793_792, Cost(options with { Architecture = ModelShape.DecoderOnly }).Weights);
    }

    [Fact]
    public void Few_layers_are_matched_by_the_mlps_width() =>
        Assert.Equal(new CausalSizes(7, 704), CausalSizes.Of(new ModelOptions { MlpDim = 768, Vision = null }));

    [Theory]
    [InlineData(ModelShape.EncoderDecoder)]
    [InlineData(ModelShape.DecoderOnly)]
    public void The_count_is_that_of_the_network(string architecture)
    {
        var options = Tiny.Options with { Architecture = architecture, Vision = null };
        using var network = Network.Create(options);

        Assert.Equal(network.CountParameters(), Cost(options).Weights);
    }

    [Fact]
    public void The_vision_encoder_is_the_same_in_both_families()
    {
        using var one = Tiny.Network(Tiny.Options with { HeadDim = 16 });
        using var other = Tiny.Causal();

        Assert.Equal(
            one.vision!.named_parameters().Select(p => (p.name, p.parameter.numel())),
            other.vision!.named_parameters().Select(p => (p.name, p.parameter.numel()))
        );
    }

    private static ModelCost Cost(ModelOptions options) => new(options.ToShape(Tiny.Tokens));

    private static ModelOptions Named(string name) =>
        name switch
        {
            "default" => new ModelOptions(),
            "mu-330m" => PublishedShapes.Named(name),
            "mu-vision" => new ModelOptions
            {
                VocabSize = 32_128,
                DModel = 768,
                Heads = 16,
                KvHeads = 8,
                HeadDim = 48,
                MlpDim = 3072,
                EncoderLayers = 20,
                DecoderLayers = 20,
                MaxInputTokens = 4096,
            },
            _ => Recipe.Load(Repository.PathOf("models", "Siskin.Models", "Recipes", $"{name}.toml")).Model,
        };
}
