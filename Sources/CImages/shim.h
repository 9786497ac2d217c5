#include <gif_lib.h>
#include <png.h>
#include <turbojpeg.h>
#include <webp/decode.h>
// Tests make pictures, too.
#include <webp/encode.h>
