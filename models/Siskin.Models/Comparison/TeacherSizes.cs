using Siskin.Models.Architecture;
using Siskin.Runtime.Bundles;

namespace Siskin.Models.Comparison;

/// <summary>The larger decoder-only network that teaches.</summary>
internal static class TeacherSizes
{
    /// <summary>The student's sizes, times so many heads, and with them width and MLP.</summary>
    public static ModelOptions Of(ModelOptions student, int times) =>
        student with
        {
            Architecture = ModelShape.DecoderOnly,
            DModel = student.DModel * times,
            Heads = student.Heads * times,
            KvHeads = student.KvHeads * times,
            MlpDim = student.MlpDim * times,
        };
}
