using Siskin.Runtime.Bundles;

namespace Siskin.Models.Architecture;

/// <summary>
/// Says at every patch of a frame whether it belongs to the instrument that the text asks for, and where, seen from
/// there, that instrument ends (after FCOS, Tian et al., 2019): a box costs no decoder step, and every patch learns
/// from every sample. (B, P, D), the encoder's output at the patches, -> (B, P, 5), score and edges, in fractions of
/// the grid's width and height, as <see cref="TensorNames.Places"/> has them.
/// </summary>
/// <param name="width">Width of the encoder's output, D.</param>
public sealed class PlaceHead(int width) : Mlp(width, width, TensorNames.PlaceNumbers);
