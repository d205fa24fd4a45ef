#include "standin.h"

#include <dlfcn.h>

#include <cstdlib>
#include <fstream>

namespace standin {

namespace {

// The path under which this library was loaded: tests copy it, so that each has a control file of its own.
std::string LibraryPath() {
  Dl_info info{};
  dladdr(reinterpret_cast<void*>(&LibraryPath), &info);
  return info.dli_fname;
}

}  // namespace

std::string Setting(const std::string& key, const std::string& otherwise) {
  std::ifstream file(LibraryPath() + ".control");
  for (std::string line; std::getline(file, line);) {
    if (line.size() > key.size() && line[key.size()] == '=' && line.compare(0, key.size(), key) == 0)
      return line.substr(key.size() + 1);
  }
  return otherwise;
}

long Number(const std::string& key, long otherwise) {
  const std::string text = Setting(key);
  return text.empty() ? otherwise : std::strtol(text.c_str(), nullptr, 10);
}

void Note(const std::string& line) { std::ofstream(LibraryPath() + ".events", std::ios::app) << line << std::endl; }

void Leak() {
  const size_t bytes = static_cast<size_t>(Number("leak_mb", 0)) << 20;
  if (bytes == 0)
    return;
  static volatile char* kept;  // otherwise the compiler takes memory that nobody reads away
  kept = static_cast<char*>(std::malloc(bytes));
  for (size_t i = 0; kept != nullptr && i < bytes; i += 4096)
    kept[i] = 1;  // touched, so that it is resident
}

}  // namespace standin
