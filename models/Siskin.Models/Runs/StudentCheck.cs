using Siskin.Models.Architecture;
using Siskin.Models.Training;

namespace Siskin.Models.Runs;

/// <summary>Whether a run can begin with the weights of a checkpoint.</summary>
internal static class StudentCheck
{
    /// <exception cref="InvalidDataException">The checkpoint is of another architecture or other sizes.</exception>
    public static void Require(string folder, ModelOptions model)
    {
        var found = Checkpoint.Read(folder).Model;
        (string Key, object Found, object Wanted)[] sizes =
        [
            ("architecture", found.Architecture, model.Architecture),
            ("vocab_size", found.VocabSize, model.VocabSize),
            ("d_model", found.DModel, model.DModel),
            ("heads", found.Heads, model.Heads),
            ("kv_heads", found.KvHeads, model.KvHeads),
            ("head_dim", found.HeadDim, model.HeadDim),
            ("mlp_dim", found.MlpDim, model.MlpDim),
            ("encoder_layers", found.EncoderLayers, model.EncoderLayers),
            ("decoder_layers", found.DecoderLayers, model.DecoderLayers),
            ("dual_norm", found.DualNorm, model.DualNorm),
            ("vision", found.Vision is null ? "absent" : "there", model.Vision is null ? "absent" : "there"),
        ];
        foreach (var (key, has, wants) in sizes)
            if (!has.Equals(wants))
                throw new InvalidDataException($"student {folder}: its {key} is {has}; allowed: the recipe's, {wants}");
    }
}
