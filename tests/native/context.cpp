#include "standin.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace standin {

namespace {

constexpr char kMagic[] = "SISKINCX";

// FNV-1a.
uint64_t Checksum(const char* data, size_t size) {
  uint64_t hash = 14695981039346656037ull;
  for (size_t i = 0; i < size; i++)
    hash = (hash ^ static_cast<unsigned char>(data[i])) * 1099511628211ull;
  return hash;
}

}  // namespace

void WriteContext(const std::string& path, const std::vector<char>& model) {
  const std::string version = Setting("version", "2.4.0");
  const uint64_t checksum = Checksum(model.data(), model.size());
  std::ofstream file(path, std::ios::binary);
  file << kMagic << version << '\n';
  file.write(reinterpret_cast<const char*>(&checksum), sizeof checksum);
  file.write(model.data(), static_cast<std::streamsize>(model.size()));
  if (!file)
    throw std::runtime_error("cannot write the context binary " + path);
}

std::vector<char> ReadContext(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file)
    throw std::runtime_error("the context binary " + path + " does not exist");
  std::string head;
  std::getline(file, head);
  const std::string wanted = kMagic + Setting("version", "2.4.0");
  uint64_t checksum = 0;
  file.read(reinterpret_cast<char*>(&checksum), sizeof checksum);
  std::vector<char> model{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (head.compare(0, std::strlen(kMagic), kMagic) != 0 || checksum != Checksum(model.data(), model.size()))
    throw std::runtime_error("the context binary " + path + " is damaged");
  if (head != wanted)
    throw std::runtime_error("the context binary " + path + " was made by another version: " + head);
  return model;
}

}  // namespace standin
