namespace Siskin.Runtime.Vision.Jpeg;

/// <summary>What is known about a JPEG after a walk through it.</summary>
internal enum JpegState
{
    /// <summary>All of it is there.</summary>
    Whole,

    /// <summary>All of the picture is there; only the end marker is not.</summary>
    WithoutEnd,

    /// <summary>Of a kind that is not walked through: the decoder judges alone.</summary>
    Unknown,

    /// <summary>A part is lost or changed.</summary>
    Damaged,
}
